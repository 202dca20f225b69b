/// Questions to the rows, and their answers.
@NullMarked
package io.teleloop.catalogue.query;

import org.jspecify.annotations.NullMarked;
