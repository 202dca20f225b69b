@NullMarked
package io.teleloop.augmenter.plan;

import org.jspecify.annotations.NullMarked;
