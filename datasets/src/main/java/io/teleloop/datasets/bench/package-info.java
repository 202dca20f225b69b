/// Measures how fast data sets are written.
@NullMarked
package io.teleloop.datasets.bench;

import org.jspecify.annotations.NullMarked;
