@NullMarked
package io.teleloop.learning.algorithm;

import org.jspecify.annotations.NullMarked;
