/// The robot's side of Teleloop: what a robot is to us (`Robot`), and the runner that connects it to a gateway and
/// keeps it safe when the gateway falls silent.
///
/// To bring a robot of your own, implement `Robot` and hand it to `RobotRunner`.
@NullMarked
package io.teleloop.robot;

import org.jspecify.annotations.NullMarked;
