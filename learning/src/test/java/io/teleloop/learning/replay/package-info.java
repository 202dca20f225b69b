@NullMarked
package io.teleloop.learning.replay;

import org.jspecify.annotations.NullMarked;
