/// Measurements that no module can make alone.
@NullMarked
package io.teleloop.bench;

import org.jspecify.annotations.NullMarked;
