@NullMarked
package io.teleloop.gateway.access;

import org.jspecify.annotations.NullMarked;
