/// The log: which records were read, which episodes they belong to, and which offsets may be committed.
@NullMarked
package io.teleloop.recorder.intake;

import org.jspecify.annotations.NullMarked;
