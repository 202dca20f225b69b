/// Runs every service of Teleloop on one machine.
@NullMarked
package io.teleloop.local;

import org.jspecify.annotations.NullMarked;
