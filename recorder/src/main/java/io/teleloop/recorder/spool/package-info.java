/// Files of episodes that are being written, on the local disk. The log is the truth: they may be lost at any time.
@NullMarked
package io.teleloop.recorder.spool;

import org.jspecify.annotations.NullMarked;
