@NullMarked
package io.teleloop.learning.export;

import org.jspecify.annotations.NullMarked;
