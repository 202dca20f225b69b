@NullMarked
package io.teleloop.gateway.operator;

import org.jspecify.annotations.NullMarked;
