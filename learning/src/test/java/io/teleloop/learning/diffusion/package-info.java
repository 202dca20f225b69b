@NullMarked
package io.teleloop.learning.diffusion;

import org.jspecify.annotations.NullMarked;
