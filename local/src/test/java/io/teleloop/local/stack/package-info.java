@NullMarked
package io.teleloop.local.stack;

import org.jspecify.annotations.NullMarked;
