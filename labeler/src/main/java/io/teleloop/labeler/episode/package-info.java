/// An episode as labelers see it.
@NullMarked
package io.teleloop.labeler.episode;

import org.jspecify.annotations.NullMarked;
