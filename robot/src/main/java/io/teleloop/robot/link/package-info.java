/// The robot link: dials out to the gateway, so that robots may sit behind NAT, and comes back by itself.
@NullMarked
package io.teleloop.robot.link;

import org.jspecify.annotations.NullMarked;
