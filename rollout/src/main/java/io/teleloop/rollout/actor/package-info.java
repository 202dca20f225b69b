/// Where experience comes from: actors in this process or in processes of their own.
@NullMarked
package io.teleloop.rollout.actor;

import org.jspecify.annotations.NullMarked;
