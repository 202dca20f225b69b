/// Short-lived keys for WebSockets, in place of tokens.
@NullMarked
package io.teleloop.gateway.access;

import org.jspecify.annotations.NullMarked;
