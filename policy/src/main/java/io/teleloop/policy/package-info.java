/// Runs trained policies: an observation in, an action out.
@NullMarked
package io.teleloop.policy;

import org.jspecify.annotations.NullMarked;
