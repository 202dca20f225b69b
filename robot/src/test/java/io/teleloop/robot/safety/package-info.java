@NullMarked
package io.teleloop.robot.safety;

import org.jspecify.annotations.NullMarked;
