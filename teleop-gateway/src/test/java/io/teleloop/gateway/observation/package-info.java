@NullMarked
package io.teleloop.gateway.observation;

import org.jspecify.annotations.NullMarked;
