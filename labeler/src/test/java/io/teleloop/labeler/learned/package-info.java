@NullMarked
package io.teleloop.labeler.learned;

import org.jspecify.annotations.NullMarked;
