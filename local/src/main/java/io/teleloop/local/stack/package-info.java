/// What the single-machine stack consists of: services, ports, secrets, folders.
@NullMarked
package io.teleloop.local.stack;

import org.jspecify.annotations.NullMarked;
