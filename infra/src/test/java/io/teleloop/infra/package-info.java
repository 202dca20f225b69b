@NullMarked
package io.teleloop.infra;

import org.jspecify.annotations.NullMarked;
