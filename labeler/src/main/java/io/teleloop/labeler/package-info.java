/// The labeler: says of every sealed episode how it went, who acted when, what was done, and how well.
@NullMarked
package io.teleloop.labeler;

import org.jspecify.annotations.NullMarked;
