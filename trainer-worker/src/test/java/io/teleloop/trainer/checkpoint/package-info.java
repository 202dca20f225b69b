@NullMarked
package io.teleloop.trainer.checkpoint;

import org.jspecify.annotations.NullMarked;
