@NullMarked
package io.teleloop.trainer.publish;

import org.jspecify.annotations.NullMarked;
