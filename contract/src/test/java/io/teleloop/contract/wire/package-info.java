@NullMarked
package io.teleloop.contract.wire;

import org.jspecify.annotations.NullMarked;
