@NullMarked
package io.teleloop.augmenter.work;

import org.jspecify.annotations.NullMarked;
