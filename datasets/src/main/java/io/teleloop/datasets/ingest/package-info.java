/// Takes data sets of others in, as the records of episodes.
@NullMarked
package io.teleloop.datasets.ingest;

import org.jspecify.annotations.NullMarked;
