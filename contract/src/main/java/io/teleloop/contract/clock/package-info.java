/// Clocks of two machines, related by exchanged timestamps.
@NullMarked
package io.teleloop.contract.clock;

import org.jspecify.annotations.NullMarked;
