/// What the records of one episode add up to: its data, its manifest, and whether it is whole.
@NullMarked
package io.teleloop.recorder.recording;

import org.jspecify.annotations.NullMarked;
