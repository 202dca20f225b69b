@NullMarked
package io.teleloop.gateway;

import org.jspecify.annotations.NullMarked;
