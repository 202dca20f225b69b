package io.teleloop.augmentation.demonstration;

import io.teleloop.augmentation.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Cuts demonstrations into the subtasks of a task: where a labeler says that they begin, else at events.
final class SegmentCutter {
    /// Ticks by which a cut comes late, as in MimicGen's subtask_term_offset_range: so that generated episodes do not
    /// all change over at the same place.
    private static final int EARLIEST = 5;
    private static final int LATEST = 10;

    private final List<Subtask> subtasks;
    private final boolean labelled;

    /// @param labelled whether a labeler says where; else events do
    SegmentCutter(List<Subtask> subtasks, boolean labelled) {
        this.subtasks = List.copyOf(subtasks);
        this.labelled = labelled;
    }

    /// One segment for each subtask; together they are the whole demonstration.
    ///
    /// @throws IllegalArgumentException when the demonstration does not show all subtasks in their order
    List<Segment> cut(SourceMotion motion, RandomGenerator random) {
        int[] begins = labelled ? byPhases(motion) : bySignals(motion);
        List<Integer> bounds = new ArrayList<>();
        bounds.add(0);
        for (int i = 1; i < begins.length; i++) {
            // Each segment keeps at least one tick.
            int latest = motion.ticks() - (begins.length - i);
            int late = begins[i] + random.nextInt(EARLIEST, LATEST + 1);
            bounds.add(Math.clamp(late, bounds.getLast() + 1, latest));
        }
        bounds.add(motion.ticks());
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < subtasks.size(); i++) {
            segments.add(new Segment(motion, bounds.get(i), bounds.get(i + 1)));
        }
        return segments;
    }

    private int[] bySignals(SourceMotion motion) {
        int[] begins = new int[subtasks.size()];
        for (int i = 1; i < begins.length; i++) {
            int tick = begins[i - 1];
            while (!subtasks.get(i).signal().shows(motion, tick)) {
                tick++;
                if (tick == motion.ticks()) {
                    throw lacks(motion, i);
                }
            }
            begins[i] = tick;
        }
        return begins;
    }

    /// The last time that each subtask was begun: attempts before that failed.
    private int[] byPhases(SourceMotion motion) {
        int[] begins = new int[subtasks.size()];
        long before = Long.MAX_VALUE;
        for (int i = begins.length - 1; i > 0; i--) {
            Phase found = null;
            for (Phase phase : motion.episode().phases()) {
                if (phase.name().equals(subtasks.get(i).phase()) && phase.startNs() < before) {
                    found = phase;
                }
            }
            if (found == null) {
                throw lacks(motion, i);
            }
            before = found.startNs();
            begins[i] = tickAt(motion, before);
        }
        return begins;
    }

    private static int tickAt(SourceMotion motion, long timeNs) {
        int tick = 0;
        while (tick < motion.ticks() - 1 && motion.episode().steps().get(tick).getTickTimeNs() < timeNs) {
            tick++;
        }
        return tick;
    }

    private IllegalArgumentException lacks(SourceMotion motion, int subtask) {
        return new IllegalArgumentException("demonstration " + motion.episode().id() + " does not show the subtask '"
                + subtasks.get(subtask).phase() + "'; leave it out, or label its phases");
    }
}
