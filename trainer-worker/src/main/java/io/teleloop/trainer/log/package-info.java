/// Steps and demonstrations, read from the log and the store in one order.
@NullMarked
package io.teleloop.trainer.log;

import org.jspecify.annotations.NullMarked;
