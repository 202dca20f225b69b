@NullMarked
package io.teleloop.gateway.episode;

import org.jspecify.annotations.NullMarked;
