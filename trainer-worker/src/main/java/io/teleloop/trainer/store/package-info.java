/// The object store, as much of it as a learner needs.
@NullMarked
package io.teleloop.trainer.store;

import org.jspecify.annotations.NullMarked;
