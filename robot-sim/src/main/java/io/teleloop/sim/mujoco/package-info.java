/// MuJoCo on the JVM: the official WebAssembly build, compiled ahead of time to bytecode; no native library and no
/// JavaScript.
@NullMarked
package io.teleloop.sim.mujoco;

import org.jspecify.annotations.NullMarked;
