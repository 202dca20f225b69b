@NullMarked
package io.teleloop.trainer;

import org.jspecify.annotations.NullMarked;
