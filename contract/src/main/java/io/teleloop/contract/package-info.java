/// What crosses a process boundary, in one place: topics, names, identifiers and versions.
///
/// The protobuf messages are generated into `io.teleloop.contract.v1` (ours) and `io.teleloop.contract.foxglove`
/// (Foxglove's well-known schemas, by exact name). Everything else of Teleloop depends on this module; it depends on
/// none of them.
@NullMarked
package io.teleloop.contract;

import org.jspecify.annotations.NullMarked;
