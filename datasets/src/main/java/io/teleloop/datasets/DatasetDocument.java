package io.teleloop.datasets;

import io.teleloop.contract.CanonicalJson;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A version of a data set: the filter that it was made by, and the episodes that this came to. It never
/// changes: episodes that are sealed or labelled later make the next version.
///
/// @param version of this document's shape
/// @param name lower-case letters, digits and hyphens
/// @param number the data set's version, from 1
/// @param validationShare of the episodes are in the split `validation`, about; the others in `train`
/// @param episodes of split `train` first, in each in the order of their opening
/// @param leftOut generated episodes that come from episodes in different splits, which would leak one into the other,
///     or from episodes that are not in the store any more
public record DatasetDocument(
        int version,
        String name,
        int number,
        DatasetFilter filter,
        double validationShare,
        List<Member> episodes,
        List<String> leftOut,
        Composition composition) {
    public static final int VERSION = 1;
    public static final String TRAIN = "train";
    public static final String VALIDATION = "validation";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public DatasetDocument {
        requireName(name);
        episodes = List.copyOf(episodes);
        leftOut = List.copyOf(leftOut);
    }

    /// @throws IllegalArgumentException when it is no name of a data set
    public static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name of a data set; use lower-case letters, digits and hyphens, 63 at most");
        }
        return name;
    }

    /// An episode of the data set.
    ///
    /// @param manifestSha256 of its manifest's bytes, which have the hash of its data
    /// @param outcome a person's word, else the operator's
    public record Member(
            String episodeId,
            String manifestSha256,
            String split,
            String outcome,
            String operatorId,
            boolean generated,
            long steps) {}

    /// How many episodes of each kind there are.
    public record Composition(
            int episodes,
            long steps,
            int real,
            int generated,
            SortedMap<String, Integer> operators,
            SortedMap<String, Integer> outcomes,
            SortedMap<String, Integer> splits) {
        static Composition of(List<Member> members) {
            SortedMap<String, Integer> operators = new TreeMap<>();
            SortedMap<String, Integer> outcomes = new TreeMap<>();
            SortedMap<String, Integer> splits = new TreeMap<>();
            long steps = 0;
            int generated = 0;
            for (Member member : members) {
                operators.merge(member.operatorId(), 1, Integer::sum);
                outcomes.merge(member.outcome(), 1, Integer::sum);
                splits.merge(member.split(), 1, Integer::sum);
                steps += member.steps();
                generated += member.generated() ? 1 : 0;
            }
            return new Composition(
                    members.size(), steps, members.size() - generated, generated, operators, outcomes, splits);
        }
    }

    /// The document's bytes: the same document gives the same bytes.
    public byte[] toJson() {
        return CanonicalJson.indented(this);
    }

    /// @throws IOException when the bytes are no data set of a version that is understood
    public static DatasetDocument parse(byte[] json) throws IOException {
        DatasetDocument document = CanonicalJson.parse(json, DatasetDocument.class);
        if (document.version() != VERSION) {
            throw new IOException("the data set's document has version " + document.version() + ", this build reads "
                    + VERSION + "; use a build that matches the store");
        }
        return document;
    }
}
