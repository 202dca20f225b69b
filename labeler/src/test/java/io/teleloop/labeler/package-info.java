@NullMarked
package io.teleloop.labeler;

import org.jspecify.annotations.NullMarked;
