@NullMarked
package io.teleloop.augmenter;

import org.jspecify.annotations.NullMarked;
