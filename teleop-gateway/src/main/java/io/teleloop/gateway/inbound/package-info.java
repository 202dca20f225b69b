/// What came over a WebSocket and waits to be handled.
@NullMarked
package io.teleloop.gateway.inbound;

import org.jspecify.annotations.NullMarked;
