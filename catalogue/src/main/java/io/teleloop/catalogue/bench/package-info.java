/// Measures the catalogue.
@NullMarked
package io.teleloop.catalogue.bench;

import org.jspecify.annotations.NullMarked;
