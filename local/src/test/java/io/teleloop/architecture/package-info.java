/// Rules about the whole repository's structure.
@NullMarked
package io.teleloop.architecture;

import org.jspecify.annotations.NullMarked;
