/// Videos of one camera and one episode: pictures in, MP4 with H.264 out, and back. FFmpeg does the work,
/// through [bytedeco's presets](https://github.com/bytedeco/javacpp-presets) in their build without GPL parts,
/// whose H.264 encoder is OpenH264. It knows nothing of robots.
@NullMarked
package io.teleloop.lerobot.video;

import org.jspecify.annotations.NullMarked;
