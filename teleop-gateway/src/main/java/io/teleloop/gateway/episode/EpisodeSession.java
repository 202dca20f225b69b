package io.teleloop.gateway.episode;

import com.google.protobuf.ByteString;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.Command;
import io.teleloop.contract.v1.EpisodeClosed;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeOpened;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Gap;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Sample;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.StreamDescription;
import io.teleloop.contract.v1.StreamTotal;
import io.teleloop.contract.v1.Utterance;
import io.teleloop.gateway.observation.Reception;
import io.teleloop.gateway.observation.SeenStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One episode while it is recorded: numbers every stream without holes and writes opened, samples, steps and closed
/// in this order. Not thread-safe.
///
/// Each writing method answers false when the sink has no room: then nothing was written, the sequences are still
/// without holes, and the caller closes the episode.
public final class EpisodeSession {
    private static final int VERSION = 1;
    private static final int MOST_SAID = 16;

    private final EpisodeId id;
    private final RobotDescription robot;
    private final long openedAtNs;
    private final RecordSink sink;
    private final Runnable endKept;
    private final SampleNumbers numbers = new SampleNumbers();
    private final Map<String, Long> nextSequences = new LinkedHashMap<>();
    /// Kept back by one tick: only the close tells whether a step was the last.
    private @Nullable Step lastStep;
    /// Belongs to the step that is kept back, or to the first one.
    private final List<Utterance> said = new ArrayList<>();
    private long nextStep;

    private EpisodeSession(EpisodeId id, RobotDescription robot, long openedAtNs, RecordSink sink, Runnable endKept) {
        this.id = id;
        this.robot = robot;
        this.openedAtNs = openedAtNs;
        this.sink = sink;
        this.endKept = endKept;
        robot.getStreamsList().forEach(stream -> nextSequences.put(stream.getName(), 0L));
        nextSequences.put(Streams.COMMAND, 0L);
        nextSequences.put(Streams.STEP, 0L);
    }

    /// Writes the beginning and the samples that are seen now, so that the first step has something to show; null when
    /// the sink has no room.
    ///
    /// @param operator who demonstrates
    /// @param seed of the robot's last reset, 0 when unknown
    /// @param seen every sample that a step from now on may show, each stream's oldest first
    /// @param endKept called on another thread when the episode's end can no longer be lost
    public static @Nullable EpisodeSession open(
            EpisodeId id,
            RobotDescription robot,
            String operator,
            long seed,
            double controlRateHz,
            long nowNs,
            Collection<Reception> seen,
            RecordSink sink,
            Runnable endKept) {
        EpisodeOpened opened = EpisodeOpened.newBuilder()
                .setTimeNs(nowNs)
                .setTask(robot.getTask())
                .setOperatorId(operator)
                .setRobot(robot)
                .setControlRateHz(controlRateHz)
                .addAllStreams(robot.getStreamsList())
                .addStreams(own(Streams.COMMAND, Command.getDescriptor().getFullName(), controlRateHz))
                .addStreams(own(Streams.STEP, Step.getDescriptor().getFullName(), controlRateHz))
                .setInstruction(robot.getInstruction())
                .setSeed(seed)
                .build();
        EpisodeSession episode = new EpisodeSession(id, robot, nowNs, sink, endKept);
        if (!sink.publish(record(id).setOpened(opened).build())) {
            return null;
        }
        // The samples' order decides; the event only announces, so one that finds no room is no loss.
        sink.publish(event(id, robot.getRobotId(), nowNs).setOpened(opened).build());
        for (Reception sample : seen) {
            if (!episode.sample(sample)) {
                episode.close(Outcome.UNKNOWN, "gateway", "no room for the first samples", nowNs);
                return null;
            }
        }
        return episode;
    }

    private static StreamDescription own(String name, String schema, double rateHz) {
        return StreamDescription.newBuilder()
                .setName(name)
                .setSchema(schema)
                .setRateHz(rateHz)
                .build();
    }

    public EpisodeId id() {
        return id;
    }

    public long openedAtNs() {
        return openedAtNs;
    }

    public boolean isOlderThan(Duration duration, long nowNs) {
        return nowNs - openedAtNs > duration.toNanos();
    }

    /// Steps so far.
    public long stepCount() {
        return nextStep;
    }

    public boolean sample(Reception sample) {
        Long sequence = nextSequences.get(sample.stream());
        if (sequence == null) {
            // Undescribed streams were refused at the link already.
            return true;
        }
        if (!write(Sample.newBuilder()
                .setStream(sample.stream())
                .setCaptureTimeNs(sample.captureTimeNs())
                .setReceiveTimeNs(sample.receiveTimeNs())
                .setClockErrorNs(sample.clockErrorNs())
                .setData(sample.data()))) {
            return false;
        }
        numbers.add(sequence, sample);
        return true;
    }

    /// Says in the stream itself that readings are lost.
    public boolean lost(String stream, long missing, String reason, long nowNs) {
        return write(Sample.newBuilder()
                .setStream(stream)
                .setCaptureTimeNs(nowNs)
                .setReceiveTimeNs(nowNs)
                .setGap(Gap.newBuilder().setMissing(missing).setReason(reason)));
    }

    /// Takes down what the operator says; false when there is no room in this step.
    public boolean say(Utterance words) {
        return said.size() < MOST_SAID && said.add(words);
    }

    /// One control tick.
    public boolean tick(TickRecord tick) {
        long timeNs = tick.seen().tickTimeNs();
        if (tick.command().isPresent()
                && !ownSample(Streams.COMMAND, timeNs, tick.command().get().toByteString())) {
            return false;
        }
        Step previous = lastStep;
        if (previous != null) {
            if (!write(previous.toBuilder().addAllSaid(said).build())) {
                // It stays the last one, for the close to write.
                return false;
            }
            said.clear();
        }
        Step.Builder step = Step.newBuilder()
                .setVersion(VERSION)
                .setEpisodeId(id.value())
                .setIndex(nextStep)
                .setTickTimeNs(timeNs)
                .setActor(tick.actor())
                .setInterventionId(tick.intervention())
                .setTask(robot.getTask())
                .setRobotId(robot.getRobotId());
        tick.seen().streams().forEach(stream -> step.addObservation(recorded(stream)));
        for (float value : tick.executed()) {
            step.addExecutedAction(value);
        }
        tick.policy().ifPresent(policy -> {
            for (float value : policy.action()) {
                step.addPolicyAction(value);
            }
            for (float value : policy.baseAction()) {
                step.addBaseAction(value);
            }
        });
        lastStep = step.build();
        nextStep++;
        return true;
    }

    /// The reading with the number that its sample has here. A sample that the episode does not hold cannot be looked
    /// up: it is a gap.
    private Reading recorded(SeenStream seen) {
        OptionalLong sequence = seen.sample().map(numbers::shown).orElse(OptionalLong.empty());
        return sequence.isPresent()
                ? seen.reading().toBuilder().setSequence(sequence.getAsLong()).build()
                : Reading.newBuilder()
                        .setStream(seen.reading().getStream())
                        .setGap(true)
                        .build();
    }

    private boolean write(Step step) {
        if (!sink.publish(stepRecord(step), step)) {
            return false;
        }
        nextSequences.merge(Streams.STEP, 1L, Long::sum);
        return true;
    }

    private EpisodeRecord stepRecord(Step step) {
        long sequence = nextSequences.getOrDefault(Streams.STEP, 0L);
        return record(id)
                .setSample(own(Streams.STEP, step.getTickTimeNs(), step.toByteString())
                        .setSequence(sequence))
                .build();
    }

    private boolean ownSample(String stream, long timeNs, ByteString data) {
        return write(own(stream, timeNs, data));
    }

    private static Sample.Builder own(String stream, long timeNs, ByteString data) {
        return Sample.newBuilder()
                .setStream(stream)
                .setCaptureTimeNs(timeNs)
                .setReceiveTimeNs(timeNs)
                .setData(data);
    }

    /// Gives the sample its stream's next number, and takes the number only when the sample was taken.
    private boolean write(Sample.Builder sample) {
        long sequence = nextSequences.getOrDefault(sample.getStream(), 0L);
        if (!sink.publish(record(id).setSample(sample.setSequence(sequence)).build())) {
            return false;
        }
        nextSequences.put(sample.getStream(), sequence + 1);
        return true;
    }

    /// Ends the episode.
    ///
    /// @param by an operator, or "gateway"
    public void close(Outcome outcome, String by, String reason, long nowNs) {
        Step last = lastStep;
        if (last != null) {
            boolean decided = outcome == Outcome.SUCCESS || outcome == Outcome.FAILURE;
            Step ending = last.toBuilder()
                    .addAllSaid(said)
                    .setReward(outcome == Outcome.SUCCESS ? 1 : 0)
                    .setTerminated(decided)
                    .setTruncated(!decided)
                    .build();
            sink.publishLast(stepRecord(ending), ending);
            nextSequences.merge(Streams.STEP, 1L, Long::sum);
            lastStep = null;
        }
        EpisodeClosed.Builder closed = EpisodeClosed.newBuilder()
                .setTimeNs(nowNs)
                .setOutcome(outcome)
                .setClosedBy(by)
                .setReason(reason);
        nextSequences.forEach((stream, next) ->
                closed.addTotals(StreamTotal.newBuilder().setStream(stream).setNextSequence(next)));
        sink.publishEnd(
                record(id).setClosed(closed).build(),
                event(id, robot.getRobotId(), nowNs).setClosed(closed).build(),
                endKept);
    }

    /// Ends an episode of an earlier run, of which only the name is known.
    public static void abandon(EpisodeId id, String robot, long nowNs, RecordSink sink, Runnable endKept) {
        EpisodeClosed closed = EpisodeClosed.newBuilder()
                .setTimeNs(nowNs)
                .setOutcome(Outcome.ABANDONED)
                .setClosedBy("gateway")
                .setReason("the gateway ended while the episode was open")
                .build();
        sink.publishEnd(
                record(id).setClosed(closed).build(),
                event(id, robot, nowNs).setClosed(closed).build(),
                endKept);
    }

    private static EpisodeRecord.Builder record(EpisodeId id) {
        return EpisodeRecord.newBuilder().setVersion(VERSION).setEpisodeId(id.value());
    }

    private static EpisodeEvent.Builder event(EpisodeId id, String robot, long nowNs) {
        return EpisodeEvent.newBuilder()
                .setVersion(VERSION)
                .setEpisodeId(id.value())
                .setRobotId(robot)
                .setTimeNs(nowNs);
    }
}
