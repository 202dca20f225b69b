@NullMarked
package io.teleloop.webrtc;

import org.jspecify.annotations.NullMarked;
