@NullMarked
package io.teleloop.lerobot.video;

import org.jspecify.annotations.NullMarked;
