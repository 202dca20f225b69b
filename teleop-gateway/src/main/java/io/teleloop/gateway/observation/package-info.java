/// What a robot sensed: its samples as they come, and what is seen of all its streams at one moment.
@NullMarked
package io.teleloop.gateway.observation;

import org.jspecify.annotations.NullMarked;
