@NullMarked
package io.teleloop.local;

import org.jspecify.annotations.NullMarked;
