@NullMarked
package io.teleloop.gateway.webrtc;

import org.jspecify.annotations.NullMarked;
