/// What a person starts by hand.
@NullMarked
package io.teleloop.augmenter.command;

import org.jspecify.annotations.NullMarked;
