/// The gateway's end of the robot link: hello, clock, losses, bounded sending.
@NullMarked
package io.teleloop.gateway.robotlink;

import org.jspecify.annotations.NullMarked;
