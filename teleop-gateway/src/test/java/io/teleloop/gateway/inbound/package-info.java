@NullMarked
package io.teleloop.gateway.inbound;

import org.jspecify.annotations.NullMarked;
