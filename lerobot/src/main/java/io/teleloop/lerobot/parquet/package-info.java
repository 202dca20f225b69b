/// Tables of scalars and nested lists as Parquet files, in the shapes that pyarrow writes: optional fields,
/// three-level lists. It knows nothing of robots.
@NullMarked
package io.teleloop.lerobot.parquet;

import org.jspecify.annotations.NullMarked;
