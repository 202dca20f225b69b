@NullMarked
package io.teleloop.gateway.stream;

import org.jspecify.annotations.NullMarked;
