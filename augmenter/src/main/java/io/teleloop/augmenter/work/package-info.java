/// Making episodes, each once: from stored episodes to the log.
@NullMarked
package io.teleloop.augmenter.work;

import org.jspecify.annotations.NullMarked;
