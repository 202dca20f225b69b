@NullMarked
package io.teleloop.archive;

import org.jspecify.annotations.NullMarked;
