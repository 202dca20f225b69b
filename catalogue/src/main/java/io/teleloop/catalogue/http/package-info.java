/// The catalogue's HTTP side.
@NullMarked
package io.teleloop.catalogue.http;

import org.jspecify.annotations.NullMarked;
