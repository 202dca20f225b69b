/// A learner at work: steps in, policies out.
@NullMarked
package io.teleloop.learning.session;

import org.jspecify.annotations.NullMarked;
