/// Labelers that are learned from labeled episodes, their training, and their models in the store.
@NullMarked
package io.teleloop.labeler.learned;

import org.jspecify.annotations.NullMarked;
