/// What persons say of episodes.
@NullMarked
package io.teleloop.catalogue.label;

import org.jspecify.annotations.NullMarked;
