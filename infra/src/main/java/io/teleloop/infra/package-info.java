/// A real Kafka broker and a real S3 server inside one process, a real PostgreSQL server beside them.
@NullMarked
package io.teleloop.infra;

import org.jspecify.annotations.NullMarked;
