/// The training service: steps and sealed demonstrations in, policies out.
@NullMarked
package io.teleloop.trainer;

import org.jspecify.annotations.NullMarked;
