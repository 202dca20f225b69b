package io.teleloop.datasets;

import io.teleloop.archive.Archive;
import io.teleloop.archive.Cursor;
import io.teleloop.archive.HeldLabels;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.datasets.DatasetDocument.Composition;
import io.teleloop.datasets.DatasetDocument.Member;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Resolves a filter to the episodes that it matches now.
///
/// An episode's split follows from its id alone, so it keeps it from version to version. A generated episode is
/// in the split of the episodes that it comes from, over however many generations; when they are in different ones, or
/// one is not in the store any more, it is left out.
public final class DatasetSelection {
    private static final String OUTCOME = "outcome";

    private final Archive archive;

    public DatasetSelection(Archive archive) {
        this.archive = archive;
    }

    /// @param validationShare 0 for no split of this name, below 1
    /// @return a document that is not numbered yet
    public DatasetDocument select(String name, DatasetFilter filter, double validationShare) throws IOException {
        if (!(validationShare >= 0 && validationShare < 1)) {
            throw new IllegalArgumentException(
                    "the share for validation is at least 0 and below 1, not " + validationShare);
        }
        List<Member> members = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        Ancestry ancestry = new Ancestry(archive);
        Cursor<Manifest> episodes = archive.episodes();
        for (Manifest manifest = episodes.next(); manifest != null; manifest = episodes.next()) {
            if (!matches(manifest, filter)) {
                continue;
            }
            HeldLabels labels = HeldLabels.of(archive.labels(new EpisodeId(manifest.episodeId())));
            String outcome = labels.whole(OUTCOME).map(Label::value).orElse(manifest.outcome());
            if (!matches(outcome, labels, filter)) {
                continue;
            }
            Set<String> splits = validationShare == 0
                    ? Set.of(DatasetDocument.TRAIN)
                    : ancestry.roots(manifest).stream()
                            .map(root -> split(name, root, validationShare))
                            .collect(Collectors.toSet());
            if (splits.size() == 1) {
                members.add(member(archive, manifest, outcome, splits.iterator().next()));
            } else {
                leftOut.add(manifest.episodeId());
            }
        }
        members.sort(Comparator.comparing(Member::split).thenComparing(Member::episodeId));
        return new DatasetDocument(
                DatasetDocument.VERSION, name, 1, filter, validationShare, members, leftOut, Composition.of(members));
    }

    private static boolean matches(Manifest manifest, DatasetFilter filter) {
        boolean origin =
                switch (filter.origin()) {
                    case REAL -> !manifest.generated();
                    case GENERATED -> manifest.generated();
                    case ANY -> true;
                };
        return origin
                && manifest.steps() > 0
                && manifest.task().equals(filter.task())
                && (filter.operators().isEmpty() || filter.operators().contains(manifest.operatorId()));
    }

    private static boolean matches(String outcome, HeldLabels labels, DatasetFilter filter) {
        if (!filter.outcomes().isEmpty() && !filter.outcomes().contains(outcome)) {
            return false;
        }
        for (Map.Entry<String, Double> least : filter.leastScores().entrySet()) {
            Double score = labels.whole(least.getKey()).map(Label::score).orElse(null);
            if (score == null || score < least.getValue()) {
                return false;
            }
        }
        return true;
    }

    private static String split(String name, String root, double validationShare) {
        byte[] text = (name + "/" + root).getBytes(StandardCharsets.UTF_8);
        long hash = ByteBuffer.wrap(Sha256.of(ByteBuffer.wrap(text))).getLong();
        double place = (hash >>> 11) * 0x1p-53;
        return place < validationShare ? DatasetDocument.VALIDATION : DatasetDocument.TRAIN;
    }

    static Member member(Archive archive, Manifest manifest, String outcome, String split) throws IOException {
        byte[] stored = archive.manifestBytes(new EpisodeId(manifest.episodeId()))
                .orElseThrow(
                        () -> new IOException("episode " + manifest.episodeId() + " has just been removed; try again"));
        return new Member(
                manifest.episodeId(),
                Sha256.hex(stored),
                split,
                outcome,
                manifest.operatorId(),
                manifest.generated(),
                manifest.steps());
    }
}
