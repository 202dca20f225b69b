/// The binary packets of the operator protocol (docs/operator-protocol.md), little endian.
@NullMarked
package io.teleloop.contract.wire;

import org.jspecify.annotations.NullMarked;
