/// What a data set is made of, read from its episodes.
@NullMarked
package io.teleloop.datasets.composition;

import org.jspecify.annotations.NullMarked;
