/// Writes data sets as LeRobotDataset v3.0.
@NullMarked
package io.teleloop.datasets.export;

import org.jspecify.annotations.NullMarked;
