/// Tasks of the simulated arm: scene, reset distribution, success predicate and scripted expert.
@NullMarked
package io.teleloop.sim.task;

import org.jspecify.annotations.NullMarked;
