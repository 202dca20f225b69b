/// One update of an actor and its ensemble of critics, whatever computes it.
@NullMarked
package io.teleloop.learning.actorcritic;

import org.jspecify.annotations.NullMarked;
