@NullMarked
package io.teleloop.robot.link;

import org.jspecify.annotations.NullMarked;
