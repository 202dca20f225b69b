/// Each robot as the gateway sees it, with everything that belongs to it on one event-loop context.
@NullMarked
package io.teleloop.gateway.fleet;

import org.jspecify.annotations.NullMarked;
