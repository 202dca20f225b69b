package io.teleloop.augmentation.demonstration;

import io.teleloop.augmentation.Augmenter;
import io.teleloop.augmentation.GeneratedEpisode;
import io.teleloop.augmentation.Lineage;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.augmentation.simulation.SimulatedStage;
import io.teleloop.contract.EpisodeId;
import io.teleloop.sim.mujoco.MujocoException;
import io.teleloop.sim.task.ExpertObservation;
import io.teleloop.sim.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves parts of demonstrations to a new start state of the scene, performs them there in simulation, and keeps what
/// succeeds (MimicGen). Some ten demonstrations make hundreds.
///
/// A seed is one attempt: it chooses the start state, the sources and the noise.
public final class DemonstrationGenerator implements Augmenter {
    public static final String NAME = "demonstration-generator";
    public static final int VERSION = 1;

    private static final Logger LOG = LoggerFactory.getLogger(DemonstrationGenerator.class);

    private final Task task;
    private final GeneratorParameters parameters;
    private final List<Subtask> subtasks;
    private final SegmentCutter cutter;
    private @Nullable SimulatedStage stage;
    private List<SourceEpisode> sources = List.of();
    private List<SourceMotion> motions = List.of();

    /// @throws IllegalArgumentException when the task is not made of motions that are relative to one object each
    public DemonstrationGenerator(Task task, GeneratorParameters parameters) {
        this.task = task;
        this.parameters = parameters;
        subtasks = Subtask.of(task);
        cutter = new SegmentCutter(subtasks, parameters.labeler().isPresent());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public String parameters() {
        return parameters.toJson();
    }

    /// @param from demonstrations of the task by one simulated robot
    @Override
    public Optional<GeneratedEpisode> augment(List<SourceEpisode> from, String group, long seed) {
        read(from);
        try {
            return attempt(from, group, seed);
        } catch (MujocoException e) {
            // Some moved motions break the physics: nothing came of this seed. The engine may be left in any state.
            LOG.warn("Attempt broke off task={} group={} seed={} problem={}", task.name(), group, seed, e.getMessage());
            close();
            return Optional.empty();
        }
    }

    /// Whether episodes can be generated from a demonstration.
    ///
    /// @throws IllegalArgumentException when not: it says which demonstration, and what it lacks
    public void check(SourceEpisode source) {
        SourceMotion motion = motion(source);
        List<Segment> segments = cutter.cut(motion, new SplittableRandom(0));
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            Subtask subtask = subtasks.get(i);
            Stream.of(subtask.object(), subtask.held()).filter(Objects::nonNull).forEach(segment::object);
        }
    }

    private Optional<GeneratedEpisode> attempt(List<SourceEpisode> from, String group, long seed) {
        SimulatedStage set = stage(from);
        RandomGenerator random = new SplittableRandom(seed).split();
        ExpertObservation start = set.reset(seed, parameters.range());
        List<Segment> chosen = choose(start, random);
        List<EpisodeId> parents = chosen.stream()
                .map(segment -> segment.motion().episode().id())
                .distinct()
                .toList();
        set.roll(Lineage.of(this, parents, group, seed));
        Follower follower = new Follower(set, parameters, random, start);
        for (int i = 0; i < chosen.size(); i++) {
            follower.perform(subtasks.get(i), chosen.get(i));
        }
        Segment last = chosen.getLast();
        follower.linger(last.gripper(last.ticks() - 1));
        return set.succeeded() ? Optional.of(set.finish()) : Optional.empty();
    }

    private List<Segment> choose(ExpertObservation start, RandomGenerator random) {
        List<List<Segment>> segmented =
                motions.stream().map(motion -> cutter.cut(motion, random)).toList();
        List<Segment> chosen = new ArrayList<>();
        for (int i = 0; i < subtasks.size(); i++) {
            int subtask = i;
            List<Segment> segments =
                    segmented.stream().map(each -> each.get(subtask)).toList();
            chosen.add(parameters.selection().choose(segments, subtasks.get(i), start, random));
        }
        return chosen;
    }

    /// The same sources usually come many times.
    private void read(List<SourceEpisode> from) {
        if (from.isEmpty()) {
            throw new IllegalArgumentException("there are no demonstrations to generate from; record some");
        }
        if (!from.equals(sources)) {
            motions = from.stream().map(this::motion).toList();
            sources = List.copyOf(from);
        }
    }

    private SourceMotion motion(SourceEpisode source) {
        if (!source.robot().getTask().equals(task.name())) {
            throw new IllegalArgumentException("demonstration " + source.id() + " is of task '"
                    + source.robot().getTask() + "', not of " + task.name());
        }
        return new SourceMotion(source);
    }

    private SimulatedStage stage(List<SourceEpisode> from) {
        String robot = from.getFirst().robot().getRobotId();
        SimulatedStage current = stage;
        if (current == null || !current.robot().getRobotId().equals(robot)) {
            close();
            current = new SimulatedStage(task, robot, parameters.cameras());
            stage = current;
        }
        return current;
    }

    @Override
    public void close() {
        if (stage != null) {
            stage.close();
            stage = null;
        }
    }
}
