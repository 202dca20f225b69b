@NullMarked
package io.teleloop.datasets.composition;

import org.jspecify.annotations.NullMarked;
