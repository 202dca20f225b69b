/// The gateway's side of an operator's WebRTC connection: camera pictures out, observations and tactile fields out,
/// commands in.
@NullMarked
package io.teleloop.gateway.webrtc;

import org.jspecify.annotations.NullMarked;
