@NullMarked
package io.teleloop.learning.engine;

import org.jspecify.annotations.NullMarked;
