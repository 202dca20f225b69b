/// Makes episodes out of episodes. Everything made carries its provenance, and the same provenance and sources give
/// the same bytes.
@NullMarked
package io.teleloop.augmentation;

import org.jspecify.annotations.NullMarked;
