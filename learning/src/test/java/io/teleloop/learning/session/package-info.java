@NullMarked
package io.teleloop.learning.session;

import org.jspecify.annotations.NullMarked;
