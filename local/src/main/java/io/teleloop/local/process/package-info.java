/// Keeps child processes running: start, readiness, restart, stop.
@NullMarked
package io.teleloop.local.process;

import org.jspecify.annotations.NullMarked;
