/// The way to Kafka and back: acknowledged in order, kept on disk while Kafka is away.
@NullMarked
package io.teleloop.gateway.stream;

import org.jspecify.annotations.NullMarked;
