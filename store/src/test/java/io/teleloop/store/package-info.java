@NullMarked
package io.teleloop.store;

import org.jspecify.annotations.NullMarked;
