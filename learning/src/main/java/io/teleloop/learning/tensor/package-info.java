/// Plumbing around libtorch: flat parameters, optimisers, random numbers, files of tensors.
@NullMarked
package io.teleloop.learning.tensor;

import org.jspecify.annotations.NullMarked;
