@NullMarked
package io.teleloop.lerobot.parquet;

import org.jspecify.annotations.NullMarked;
