@NullMarked
package io.teleloop.augmentation.demonstration;

import org.jspecify.annotations.NullMarked;
