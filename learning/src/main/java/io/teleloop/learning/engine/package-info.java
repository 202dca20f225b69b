/// Which of the engines computes an actor and its critics.
@NullMarked
package io.teleloop.learning.engine;

import org.jspecify.annotations.NullMarked;
