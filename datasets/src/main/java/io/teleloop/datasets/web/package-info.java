/// Serves exported data sets to the viewers of others.
@NullMarked
package io.teleloop.datasets.web;

import org.jspecify.annotations.NullMarked;
