/// The object store and the announcement of what lies in it.
@NullMarked
package io.teleloop.recorder.store;

import org.jspecify.annotations.NullMarked;
