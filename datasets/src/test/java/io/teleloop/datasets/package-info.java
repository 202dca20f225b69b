@NullMarked
package io.teleloop.datasets;

import org.jspecify.annotations.NullMarked;
