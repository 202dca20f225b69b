/// An operator's page at the gateway: sign-in tickets, signalling, control messages.
@NullMarked
package io.teleloop.gateway.operator;

import org.jspecify.annotations.NullMarked;
