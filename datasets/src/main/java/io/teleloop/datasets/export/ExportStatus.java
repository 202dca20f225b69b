package io.teleloop.datasets.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.teleloop.datasets.DatasetStore.Version;
import org.jspecify.annotations.Nullable;

/// How an export into the store gets on.
///
/// @param id of the export among those of its version: how its videos are compressed
/// @param state `queued`, `running`, `done` or `failed`
/// @param done episodes of `episodes` that are written
/// @param bytes in the store
/// @param error why it failed
public record ExportStatus(
        String name,
        int version,
        String id,
        String state,
        int episodes,
        int done,
        long bytes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String error) {
    static ExportStatus done(Version version, String id, int episodes, long bytes) {
        return new ExportStatus(version.name(), version.number(), id, "done", episodes, episodes, bytes, null);
    }
}
