/// The object store as only the leader writes it.
@NullMarked
package io.teleloop.trainer.store;

import org.jspecify.annotations.NullMarked;
