/// Shapes of networks, and networks on libtorch.
@NullMarked
package io.teleloop.learning.network;

import org.jspecify.annotations.NullMarked;
