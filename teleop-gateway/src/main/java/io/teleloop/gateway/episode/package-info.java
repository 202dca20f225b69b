/// What is recorded while a robot is driven: samples, gaps and synchronized steps, without holes.
@NullMarked
package io.teleloop.gateway.episode;

import org.jspecify.annotations.NullMarked;
