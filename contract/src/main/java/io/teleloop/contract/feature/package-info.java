/// Readings as numbers: what a learner sees of each stream, and in which order.
@NullMarked
package io.teleloop.contract.feature;

import org.jspecify.annotations.NullMarked;
