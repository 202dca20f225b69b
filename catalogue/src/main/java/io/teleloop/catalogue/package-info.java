/// The catalogue: what lies in the object store, as rows that can be asked.
@NullMarked
package io.teleloop.catalogue;

import org.jspecify.annotations.NullMarked;
