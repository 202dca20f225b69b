@NullMarked
package io.teleloop.learning.tensor;

import org.jspecify.annotations.NullMarked;
