@NullMarked
package io.teleloop.labeler.episode;

import org.jspecify.annotations.NullMarked;
