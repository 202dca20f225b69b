@NullMarked
package io.teleloop.bench;

import org.jspecify.annotations.NullMarked;
