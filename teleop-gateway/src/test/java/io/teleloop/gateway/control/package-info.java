@NullMarked
package io.teleloop.gateway.control;

import org.jspecify.annotations.NullMarked;
