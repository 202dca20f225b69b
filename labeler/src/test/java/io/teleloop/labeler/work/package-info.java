@NullMarked
package io.teleloop.labeler.work;

import org.jspecify.annotations.NullMarked;
