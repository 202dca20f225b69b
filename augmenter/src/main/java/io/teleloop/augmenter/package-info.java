/// The augmenter service: makes episodes out of sealed episodes, and its commands.
@NullMarked
package io.teleloop.augmenter;

import org.jspecify.annotations.NullMarked;
