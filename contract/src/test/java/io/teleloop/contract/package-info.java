@NullMarked
package io.teleloop.contract;

import org.jspecify.annotations.NullMarked;
