package io.teleloop.datasets.export;

import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.archive.ArchivedSample;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Command;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.Step;
import io.teleloop.lerobot.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The rows of one episode: a row a control step, with what the step refers to.
///
/// A row has no gaps. Where a reading is one, the reading before it stands, with its capture time, and
/// `complementary_info.gap` says so. Steps at the start are left out until every stream had a reading.
final class StepRows {
    private final Manifest manifest;
    private final RowLayout layout;
    private final StepSamples samples;
    private final Map<String, Reading> newest = new HashMap<>();
    private List<Float> command = List.of();
    private boolean begun;

    StepRows(ArchivedEpisode episode, RowLayout layout) {
        this.manifest = episode.manifest();
        this.layout = layout;
        samples = new StepSamples(episode, layout.cameras());
    }

    /// Whether every stream of a step had a reading by now.
    static boolean complete(Map<String, Reading> newest, Step step) {
        for (Reading reading : step.getObservationList()) {
            // A reading that was taken keeps its time when it is too old.
            if (reading.getCaptureTimeNs() != 0) {
                newest.put(reading.getStream(), reading);
            }
        }
        return newest.size() == step.getObservationCount();
    }

    /// The next row, or null at the end.
    ///
    /// @throws IOException also when the episode has other streams than the data set's first one
    @Nullable
    Frame next() throws IOException {
        for (ArchivedSample sample = samples.next(); sample != null; sample = samples.next()) {
            if (sample.stream().equals(Streams.COMMAND)) {
                command = Command.parseFrom(sample.data()).getRequestedList();
                continue;
            }
            Step step = Step.parseFrom(sample.data());
            if (complete(newest, step)) {
                if (!begun) {
                    requireStreams();
                    begun = true;
                }
                return row(step);
            }
        }
        return null;
    }

    private void requireStreams() throws IOException {
        Set<String> wanted = layout.observed();
        Set<String> there = new TreeSet<>(RowLayout.observed(newest.values()));
        if (there.equals(wanted)) {
            return;
        }
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(there);
        there.removeAll(wanted);
        throw new IOException("it has other streams than the data set's first episode"
                + (missing.isEmpty() ? "" : ", not " + String.join(", ", missing))
                + (there.isEmpty() ? "" : ", but also " + String.join(", ", there))
                + "; leave it out, or make a data set of each kind, for example by --origin real");
    }

    private Frame row(Step step) throws IOException {
        Map<String, Object> values = new HashMap<>();
        observe(step, values);
        List<Float> executed = step.getExecutedActionList();
        boolean intervention = step.getActor().getKind() == Actor.Kind.OPERATOR && step.getPolicyActionCount() > 0;
        values.put(Keys.ACTION, vector(executed));
        values.put(Keys.REQUESTED, vector(requested(step)));
        values.put(Keys.INTERVENTION, intervention);
        values.put(Keys.IS_INTERVENTION, intervention);
        values.put(Keys.REWARD, step.getReward());
        values.put(Keys.SUCCESS, step.getTerminated() && step.getReward() > 0);
        values.put(Keys.DONE, step.getTerminated());
        values.put(Keys.TRUNCATED, step.getTruncated());
        values.put(Keys.ACTOR, step.getActor().getKind().name().toLowerCase(Locale.ROOT));
        values.put(Keys.ACTOR_ID, step.getActor().getId());
        values.put(Keys.POLICY_RAN, step.getPolicyActionCount() > 0);
        values.put(
                Keys.POLICY_ACTION,
                vector(
                        step.getPolicyActionCount() > 0
                                ? step.getPolicyActionList()
                                : Collections.nCopies(executed.size(), 0f)));
        values.put(Keys.GENERATED, manifest.generated());
        values.put(Keys.TICK_TIME, step.getTickTimeNs());
        return new Frame(manifest.instruction().isEmpty() ? manifest.task() : manifest.instruction(), values);
    }

    private void observe(Step step, Map<String, Object> values) throws IOException {
        for (Reading reading : step.getObservationList()) {
            String stream = reading.getStream();
            if (layout.streams().containsKey(stream)) {
                note(reading, values);
                values.put(Keys.stream(stream), shaped(stream));
            }
        }
        for (String camera : layout.cameras()) {
            long number = reading(Streams.camera(camera)).getSequence();
            values.put(Keys.image(camera), samples.picture(camera, number));
        }
        for (Reading reading : step.getObservationList()) {
            if (Streams.isCamera(reading.getStream())) {
                note(reading, values);
            }
        }
        List<Float> state = new ArrayList<>();
        for (String stream : RowLayout.STATE) {
            if (layout.streams().containsKey(stream)) {
                state.addAll(reading(stream).getValuesList());
            }
        }
        if (!state.isEmpty()) {
            values.put(Keys.STATE, vector(state));
        }
        if (layout.streams().containsKey(Streams.OBJECTS)) {
            values.put(Keys.ENVIRONMENT, vector(reading(Streams.OBJECTS).getValuesList()));
        }
    }

    private void note(Reading reading, Map<String, Object> values) {
        values.put(Keys.gap(reading.getStream()), reading.getGap());
        values.put(
                Keys.captureTime(reading.getStream()),
                reading(reading.getStream()).getCaptureTimeNs());
    }

    private Object shaped(String stream) {
        List<Float> numbers = reading(stream).getValuesList();
        List<Integer> shape = layout.shapeOf(stream);
        List<?> shaped = numbers;
        for (int dimension = shape.size() - 1; dimension > 0; dimension--) {
            shaped = grouped(shaped, shape.get(dimension));
        }
        return shape.size() == 1 ? vector(numbers) : shaped;
    }

    private static List<List<?>> grouped(List<?> values, int size) {
        List<List<?>> groups = new ArrayList<>();
        for (int from = 0; from < values.size(); from += size) {
            groups.add(values.subList(from, Math.min(from + size, values.size())));
        }
        return groups;
    }

    /// A vector of one number is a scalar.
    private static Object vector(List<Float> numbers) {
        return numbers.size() == 1 ? numbers.getFirst() : numbers;
    }

    private List<Float> requested(Step step) {
        List<Float> executed = step.getExecutedActionList();
        List<Float> wanted =
                switch (step.getActor().getKind()) {
                    case OPERATOR -> command;
                    case POLICY -> step.getPolicyActionList();
                    default -> executed;
                };
        return wanted.size() == executed.size() ? wanted : executed;
    }

    private Reading reading(String stream) {
        Reading reading = newest.get(stream);
        if (reading == null) {
            throw new IllegalStateException("stream " + stream + " has no reading yet");
        }
        return reading;
    }
}
