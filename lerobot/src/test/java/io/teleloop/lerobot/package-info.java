@NullMarked
package io.teleloop.lerobot;

import org.jspecify.annotations.NullMarked;
