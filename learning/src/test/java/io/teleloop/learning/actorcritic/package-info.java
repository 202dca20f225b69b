@NullMarked
package io.teleloop.learning.actorcritic;

import org.jspecify.annotations.NullMarked;
