package io.teleloop.contract.storage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.teleloop.contract.CanonicalJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An episode's manifest: the document whose create-only put seals (or quarantines) it. It is a function of the
/// episode's records alone, so two writers of the same episode write the same bytes.
///
/// @param version of this document's shape
/// @param state "sealed" or "quarantined"
/// @param reason why it is quarantined, else null
/// @param outcome "success", "failure", "unknown" or "abandoned"
/// @param openedNs gateway clock, nanoseconds since the epoch
/// @param steps control steps in the data
/// @param provenance of a generated episode; null when a robot performed it
public record Manifest(
        int version,
        String episodeId,
        String state,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
        String task,
        String instruction,
        String robotId,
        String robotModel,
        String operatorId,
        String outcome,
        long seed,
        long openedNs,
        long closedNs,
        double controlRateHz,
        long steps,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Provenance provenance,
        DataObject data,
        List<StreamSummary> streams) {

    public static final int VERSION = 1;

    public Manifest {
        streams = List.copyOf(streams);
    }

    /// What a generated episode was made from, and how: the same provenance gives the same episode.
    ///
    /// @param group that it was generated in, and that can be removed as one
    /// @param parameters a JSON object
    /// @param parents ids of the episodes that it was made from, in the order in which they were used
    public record Provenance(
            String augmenter, int version, String group, long seed, String parameters, List<String> parents) {
        public Provenance {
            parents = List.copyOf(parents);
        }

        /// The augmenter with its version, as in `demonstration-generator@1`.
        public String source() {
            return augmenter + "@" + version;
        }
    }

    /// @param format always "mcap"
    public record DataObject(String key, String sha256, long sizeBytes, String format) {}

    /// What became of one stream.
    ///
    /// @param samples messages in the data
    /// @param missing readings known to be lost, the sum of the gaps
    /// @param rateHz mean rate over the episode
    public record StreamSummary(
            String name,
            String schema,
            long samples,
            long missing,
            double rateHz,
            long maxClockErrorNs,
            List<GapSummary> gaps,
            long gapsNotListed) {

        /// A manifest stays small: more gaps than this are only counted.
        public static final int MAX_GAPS = 1000;

        public StreamSummary {
            gaps = List.copyOf(gaps);
        }
    }

    /// @param sequence the sequence number that stands for the loss
    /// @param timeNs when the gateway noticed
    public record GapSummary(long sequence, long timeNs, long missing, String reason) {}

    public boolean sealed() {
        return state.equals("sealed");
    }

    /// Whether no robot performed it.
    public boolean generated() {
        return provenance != null;
    }

    /// The document's bytes: the same manifest gives the same bytes.
    public byte[] toJson() {
        return CanonicalJson.indented(this);
    }

    /// @throws IOException when the bytes are not a manifest of a version that is understood
    public static Manifest parse(byte[] json) throws IOException {
        Manifest manifest = CanonicalJson.parse(json, Manifest.class);
        if (manifest.version() != VERSION) {
            throw new IOException("manifest has version " + manifest.version() + ", this build reads " + VERSION
                    + "; use a build that matches the store");
        }
        return manifest;
    }
}
