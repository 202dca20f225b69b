@NullMarked
package io.teleloop.recorder;

import org.jspecify.annotations.NullMarked;
