@NullMarked
package io.teleloop.trainer.log;

import org.jspecify.annotations.NullMarked;
