/// What is recorded while an operator demonstrates: samples, gaps and synchronized steps, without holes.
@NullMarked
package io.teleloop.gateway.episode;

import org.jspecify.annotations.NullMarked;
