/// The one clock of all records.
@NullMarked
package io.teleloop.gateway.clock;

import org.jspecify.annotations.NullMarked;
