@NullMarked
package io.teleloop.local.process;

import org.jspecify.annotations.NullMarked;
