package io.teleloop.catalogue.query;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.http.InvalidRequestException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which episodes are meant. What is not given does not matter.
///
/// @param outcome as labels have it
/// @param from opened at this time or later
/// @param to opened before this time
/// @param group that generated episodes belong to
/// @param label that holds of the episode, or of a part of it
/// @param qualityMin the score of label `quality`, at least
public record EpisodeFilter(
        State state,
        Origin origin,
        Optional<String> task,
        Optional<String> robot,
        Optional<String> operator,
        Optional<String> outcome,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> group,
        Optional<LabelFilter> label,
        Optional<Double> qualityMin,
        Optional<Double> qualityMax,
        Reviewed review) {

    /// Whole or not.
    public enum State {
        SEALED,
        QUARANTINED,
        ALL
    }

    /// Whether a robot performed it.
    public enum Origin {
        REAL,
        GENERATED,
        ALL
    }

    /// What a person decided about it.
    public enum Reviewed {
        KEEP,
        REJECT,
        NONE,
        ALL
    }

    /// @param value any, when empty
    /// @param scoreMin at least; labels without a score are left out then
    public record LabelFilter(
            String name, Optional<String> value, Optional<Double> scoreMin, Optional<Double> scoreMax) {}

    /// The parameters' names.
    public static final Set<String> PARAMETERS = Set.of(
            "state",
            "origin",
            "task",
            "robot",
            "operator",
            "outcome",
            "from",
            "to",
            "group",
            "label",
            "labelValue",
            "scoreMin",
            "scoreMax",
            "qualityMin",
            "qualityMax",
            "review");

    /// @param others names of parameters that are not the filter's
    /// @throws InvalidRequestException when a parameter is unknown or has a value that it does not take
    static EpisodeFilter parse(Map<String, String> values, Set<String> others) throws InvalidRequestException {
        Parameters given = new Parameters(
                values, Stream.concat(PARAMETERS.stream(), others.stream()).collect(Collectors.toSet()));
        return new EpisodeFilter(
                given.choice("state", State.SEALED),
                given.choice("origin", Origin.REAL),
                given.text("task"),
                given.text("robot"),
                given.text("operator"),
                given.text("outcome"),
                given.time("from"),
                given.time("to"),
                given.text("group"),
                label(given),
                given.number("qualityMin"),
                given.number("qualityMax"),
                given.choice("review", Reviewed.ALL));
    }

    private static Optional<LabelFilter> label(Parameters given) throws InvalidRequestException {
        Optional<String> name = given.text("label");
        Optional<String> value = given.text("labelValue");
        Optional<Double> scoreMin = given.number("scoreMin");
        Optional<Double> scoreMax = given.number("scoreMax");
        if (name.isEmpty() && (value.isPresent() || scoreMin.isPresent() || scoreMax.isPresent())) {
            throw new InvalidRequestException(
                    "parameters 'labelValue', 'scoreMin' and 'scoreMax' say more of a label; name it by 'label'");
        }
        return name.map(label -> new LabelFilter(label, value, scoreMin, scoreMax));
    }

    /// The filter as a condition on rows `e` of table episode, but for the origin, which counts state apart.
    Condition condition() {
        Condition condition = new Condition();
        if (state != State.ALL) {
            condition.and("e.sealed = ?", state == State.SEALED);
        }
        condition.andEqual("e.task", task);
        condition.andEqual("e.robot", robot);
        condition.andEqual("e.operator", operator);
        condition.andEqual("e.outcome", outcome);
        condition.andEqual("e.provenance_group", group);
        // An id begins with the time of the opening.
        from.ifPresent(time -> condition.and("e.id >= ?", firstOpenedAt(time)));
        to.ifPresent(time -> condition.and("e.id < ?", firstOpenedAt(time)));
        qualityMin.ifPresent(quality -> condition.and("e.quality >= ?", quality));
        qualityMax.ifPresent(quality -> condition.and("e.quality <= ?", quality));
        switch (review) {
            case KEEP -> condition.and("e.review = ?", LabelNames.KEEP);
            case REJECT -> condition.and("e.review = ?", LabelNames.REJECT);
            case NONE -> condition.and("e.review is null");
            case ALL -> {}
        }
        label.ifPresent(wanted -> condition.and(labelled(wanted)));
        return condition;
    }

    private static Condition labelled(LabelFilter wanted) {
        Condition label = new Condition();
        label.and("l.episode = e.id");
        label.and("l.name = ?", wanted.name());
        label.andEqual("l.value", wanted.value());
        wanted.scoreMin().ifPresent(score -> label.and("l.score >= ?", score));
        wanted.scoreMax().ifPresent(score -> label.and("l.score <= ?", score));
        return label.within("exists (select 1 from held_label l where ", ")");
    }

    private static UUID firstOpenedAt(Instant time) {
        long millis = Math.clamp(time.toEpochMilli(), 0, (1L << 48) - 1);
        return new UUID(millis << 16, 0);
    }

    /// Where a page begins.
    static UUID uuid(EpisodeId episode) {
        return UUID.fromString(episode.value());
    }
}
