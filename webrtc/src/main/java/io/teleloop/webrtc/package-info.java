/// One WebRTC peer, offering or answering, on top of webrtc-java: bounded data channels, video in and out, and
/// native memory that is given back. Everything that can crash or leak in the native library is handled here and
/// nowhere else.
@NullMarked
package io.teleloop.webrtc;

import org.jspecify.annotations.NullMarked;
