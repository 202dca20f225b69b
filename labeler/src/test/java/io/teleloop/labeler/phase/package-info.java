@NullMarked
package io.teleloop.labeler.phase;

import org.jspecify.annotations.NullMarked;
