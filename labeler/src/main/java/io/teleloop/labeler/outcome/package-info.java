/// How an episode ended.
@NullMarked
package io.teleloop.labeler.outcome;

import org.jspecify.annotations.NullMarked;
