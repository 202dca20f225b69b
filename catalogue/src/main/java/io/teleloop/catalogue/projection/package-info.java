/// Brings the rows in line with the documents in the store.
@NullMarked
package io.teleloop.catalogue.projection;

import org.jspecify.annotations.NullMarked;
