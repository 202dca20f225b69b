@NullMarked
package io.teleloop.mcap;

import org.jspecify.annotations.NullMarked;
