@NullMarked
package io.teleloop.learning.fused;

import org.jspecify.annotations.NullMarked;
