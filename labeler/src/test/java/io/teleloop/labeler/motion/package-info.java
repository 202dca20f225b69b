@NullMarked
package io.teleloop.labeler.motion;

import org.jspecify.annotations.NullMarked;
