/// Who acted when, and what was being done.
@NullMarked
package io.teleloop.labeler.phase;

import org.jspecify.annotations.NullMarked;
