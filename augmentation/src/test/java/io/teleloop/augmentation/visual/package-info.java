@NullMarked
package io.teleloop.augmentation.visual;

import org.jspecify.annotations.NullMarked;
