/// The teleoperation gateway: robots dial in on one side, operators on the other; every demonstration goes to Kafka.
@NullMarked
package io.teleloop.gateway;

import org.jspecify.annotations.NullMarked;
