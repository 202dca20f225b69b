@NullMarked
package io.teleloop.catalogue;

import org.jspecify.annotations.NullMarked;
