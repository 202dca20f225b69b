@NullMarked
package io.teleloop.learning.network;

import org.jspecify.annotations.NullMarked;
