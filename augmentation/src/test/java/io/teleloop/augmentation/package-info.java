@NullMarked
package io.teleloop.augmentation;

import org.jspecify.annotations.NullMarked;
