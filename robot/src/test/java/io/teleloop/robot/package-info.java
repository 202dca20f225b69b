@NullMarked
package io.teleloop.robot;

import org.jspecify.annotations.NullMarked;
