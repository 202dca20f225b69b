@NullMarked
package io.teleloop.gateway.autonomy;

import org.jspecify.annotations.NullMarked;
