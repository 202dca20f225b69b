@NullMarked
package io.teleloop.trainer.election;

import org.jspecify.annotations.NullMarked;
