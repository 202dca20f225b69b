/// The update of an actor and its critics fused by hand on the Vector API, for perceptrons on a CPU.
///
/// Values are `float`, matrices row-major unless a name says panels: see [Panels]. Every row of a matrix of `n` columns
/// takes [Lanes#padded(int)] values, those behind the columns being 0, so that no loop has a tail. Sums are taken in an
/// order that depends neither on the number of threads nor on whether the code is interpreted or compiled: the same
/// state and batch give the same bits.
@NullMarked
package io.teleloop.learning.fused;

import org.jspecify.annotations.NullMarked;
