/// Simulated robots: MuJoCo physics on the JVM, one arm, several tasks, and the adapter that makes them robots.
@NullMarked
package io.teleloop.sim;

import org.jspecify.annotations.NullMarked;
