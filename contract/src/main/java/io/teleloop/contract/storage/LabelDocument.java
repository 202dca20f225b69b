package io.teleloop.contract.storage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.teleloop.contract.CanonicalJson;
import io.teleloop.contract.EpisodeId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one labeler says of one episode. It never changes: a labeler's next version writes another document, and so
/// does a person who thinks again. A machine's document is a function of the episode and the labeler's version alone.
///
/// @param version of this document's shape
/// @param labeler its name; [#PERSON] for a person
/// @param labelerVersion from 1; a person's documents about an episode are numbered by it
/// @param operatorId who said it; null for a machine
/// @param writtenNs when a person said it, nanoseconds since the epoch; null for a machine
public record LabelDocument(
        int version,
        String episodeId,
        String labeler,
        int labelerVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String operatorId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long writtenNs,
        List<Label> labels,
        List<Series> series) {

    public static final int VERSION = 1;

    /// The labeler that is no machine. What it says of a name overrides what machines say; both are kept.
    public static final String PERSON = "person";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public LabelDocument {
        if (!NAME.matcher(labeler).matches() || labelerVersion < 1) {
            throw new IllegalArgumentException("labeler '" + labeler + "@" + labelerVersion
                    + "' is no name; use lower-case letters, digits and hyphens, and versions from 1");
        }
        labels = List.copyOf(labels);
        series = List.copyOf(series);
    }

    /// A machine's document.
    public static LabelDocument of(
            EpisodeId episode, String labeler, int labelerVersion, List<Label> labels, List<Series> series) {
        return new LabelDocument(VERSION, episode.value(), labeler, labelerVersion, null, null, labels, series);
    }

    /// One statement, about the whole episode or a span of it.
    ///
    /// @param name what it is about, e.g. `outcome`, `subtask`, `motion`, `quality`
    /// @param value what is said of it, e.g. `success`, `grasp`
    /// @param score how much, or how sure, the labeler says with which; null for none
    /// @param startNs of the span, capture time, nanoseconds since the epoch; null for the whole episode
    /// @param endNs end of the span, exclusive
    /// @param parts of which the score is made, by name
    public record Label(
            String name,
            String value,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double score,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long startNs,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long endNs,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> parts) {
        public Label {
            parts = parts == null ? Map.of() : Map.copyOf(parts);
            if ((startNs == null) != (endNs == null)) {
                throw new IllegalArgumentException("label '" + name + "' has one end of a span; give both or none");
            }
        }

        /// About the whole episode.
        public static Label whole(String name, String value) {
            return new Label(name, value, null, null, null, Map.of());
        }

        /// About the whole episode, with a score and what it is made of.
        public static Label scored(String name, String value, double score, Map<String, Double> parts) {
            return new Label(name, value, score, null, null, parts);
        }

        /// About a span of the episode.
        public static Label span(String name, String value, long startNs, long endNs) {
            return new Label(name, value, null, startNs, endNs, Map.of());
        }
    }

    /// Numbers for every control step.
    ///
    /// @param columns what each number of a row is
    /// @param rows one for each step, in their order
    public record Series(String name, List<String> columns, List<List<Double>> rows) {
        public Series {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /// The labeler with its version, as in `phases@1`.
    public String source() {
        return labeler + "@" + labelerVersion;
    }

    /// The document's bytes: the same document gives the same bytes.
    public byte[] toJson() {
        return CanonicalJson.dense(this);
    }

    /// @throws IOException when the bytes are not a label document of a version that is understood
    public static LabelDocument parse(byte[] json) throws IOException {
        LabelDocument document = CanonicalJson.parse(json, LabelDocument.class);
        if (document.version() != VERSION) {
            throw new IOException("label document has version " + document.version() + ", this build reads " + VERSION
                    + "; use a build that matches the store");
        }
        return document;
    }
}
