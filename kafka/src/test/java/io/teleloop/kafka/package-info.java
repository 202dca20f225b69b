@NullMarked
package io.teleloop.kafka;

import org.jspecify.annotations.NullMarked;
