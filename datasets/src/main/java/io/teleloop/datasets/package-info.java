/// Data sets: named, versioned selections of sealed episodes, split by episode.
///
/// ```
/// datasets/{name}/{version}.json     the selection, create-only: it never changes
/// datasets/{name}/{version}/...      the same as LeRobotDataset v3.0, when it was exported into the store
/// ```
@NullMarked
package io.teleloop.datasets;

import org.jspecify.annotations.NullMarked;
