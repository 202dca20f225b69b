/// Episodes that are executed in simulation, recorded as a gateway would have.
@NullMarked
package io.teleloop.augmentation.simulation;

import org.jspecify.annotations.NullMarked;
