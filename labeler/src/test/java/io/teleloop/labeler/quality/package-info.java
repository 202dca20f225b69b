@NullMarked
package io.teleloop.labeler.quality;

import org.jspecify.annotations.NullMarked;
