/// How good a demonstration is, and a data set.
@NullMarked
package io.teleloop.labeler.quality;

import org.jspecify.annotations.NullMarked;
