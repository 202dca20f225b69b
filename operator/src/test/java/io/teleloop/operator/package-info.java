@NullMarked
package io.teleloop.operator;

import org.jspecify.annotations.NullMarked;
