@NullMarked
package io.teleloop.contract.clock;

import org.jspecify.annotations.NullMarked;
