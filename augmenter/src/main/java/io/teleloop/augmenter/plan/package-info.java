/// What is to be made of each episode.
@NullMarked
package io.teleloop.augmenter.plan;

import org.jspecify.annotations.NullMarked;
