@NullMarked
package io.teleloop.recorder.intake;

import org.jspecify.annotations.NullMarked;
