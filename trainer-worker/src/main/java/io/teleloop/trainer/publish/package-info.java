/// Policies and progress on their way out.
@NullMarked
package io.teleloop.trainer.publish;

import org.jspecify.annotations.NullMarked;
