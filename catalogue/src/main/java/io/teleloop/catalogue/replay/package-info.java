/// Episodes as a page plays them back.
@NullMarked
package io.teleloop.catalogue.replay;

import org.jspecify.annotations.NullMarked;
