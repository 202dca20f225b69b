@NullMarked
package io.teleloop.labeler.outcome;

import org.jspecify.annotations.NullMarked;
