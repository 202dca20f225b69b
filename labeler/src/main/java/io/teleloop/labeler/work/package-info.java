/// Bringing what labelers say to store and log: of episodes as they are sealed, and of those from before.
@NullMarked
package io.teleloop.labeler.work;

import org.jspecify.annotations.NullMarked;
