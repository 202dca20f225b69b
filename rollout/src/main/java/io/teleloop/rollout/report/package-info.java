/// What a training shows: curves as lines of JSON, as a page and as a picture, and a table.
@NullMarked
package io.teleloop.rollout.report;

import org.jspecify.annotations.NullMarked;
