/// A real Kafka broker and a real S3 server inside one process.
@NullMarked
package io.teleloop.infra;

import org.jspecify.annotations.NullMarked;
