package io.teleloop.labeler.phase;

import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.labeler.episode.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The subtasks that an episode is made of, from what the gripper does, whether it carries something, and contact:
///
/// | | free | in contact |
/// |---|---|---|
/// | carries nothing | reach | push |
/// | carries something | transport | place, when it is let go there; else insert |
///
/// with a grasp from closing until the tool moves on and what it took is free, and a release from opening until
/// the fingers stand. Every step belongs to one subtask.
final class Subtasks {
    /// Speed of the tool that ends a grasp (m/s), and for how long a grasp takes at least and at most after it
    /// holds (s).
    private static final double LEAVES = 0.02;
    private static final double SHORTEST_SQUEEZE = 0.2;
    private static final double LONGEST_SQUEEZE = 1;
    /// What lasts shorter is part of what was before (s).
    private static final double SHORTEST = 0.2;

    private final EpisodeView episode;
    private final Scene scene;
    private final Grip.State[] grip;
    private final int[] cargo;
    private final Contact contact;

    private Subtasks(EpisodeView episode) {
        this.episode = episode;
        scene = new Scene(episode);
        grip = Grip.states(episode);
        cargo = new int[episode.size()];
        Arrays.fill(cargo, Cargo.NOTHING);
        for (Run<Grip.State> hold : Grip.holds(grip)) {
            Arrays.fill(cargo, hold.from(), hold.to(), Cargo.of(scene, hold));
        }
        contact = new Contact(episode, scene, cargo);
    }

    /// @param episode with at least one step
    static List<Label> labels(EpisodeView episode) {
        return new Subtasks(episode).labels();
    }

    private List<Label> labels() {
        List<Label> labels = new ArrayList<>();
        String[] subtasks = named(merged(seen()));
        for (Run<String> run : Run.of(subtasks.length, step -> subtasks[step])) {
            labels.add(run.label(LabelNames.SUBTASK, run.value(), episode));
        }
        for (Run<Integer> run : Run.of(cargo.length, step -> cargo[step])) {
            if (run.value() >= 0) {
                labels.add(run.label(LabelNames.CARRIED, scene.name(run.value()), episode));
            }
        }
        return labels;
    }

    private String[] seen() {
        String[] seen = new String[grip.length];
        int squeezed = 0;
        for (int step = 0; step < seen.length; step++) {
            String before = step == 0 ? LabelNames.REACH : seen[step - 1];
            boolean carries = cargo[step] != Cargo.NOTHING;
            squeezed = grip[step] == Grip.State.HOLDING ? squeezed + 1 : 0;
            // What was grasped touches what it stood on until it has been lifted.
            boolean stillGrasping =
                    before.equals(LabelNames.GRASP) && (squeezes(squeezed, step) || (carries && contact.at(step)));
            seen[step] = switch (grip[step]) {
                case CLOSING -> LabelNames.GRASP;
                case HOLDING -> stillGrasping ? LabelNames.GRASP : carries ? held(step) : empty(step);
                case OPENING -> opens(step, before) ? LabelNames.RELEASE : empty(step);
                case STILL -> empty(step);
            };
        }
        return seen;
    }

    private boolean squeezes(int squeezed, int step) {
        return squeezed <= episode.steps(SHORTEST_SQUEEZE)
                || (squeezed <= episode.steps(LONGEST_SQUEEZE) && scene.speed(step) < LEAVES);
    }

    private String held(int step) {
        return contact.at(step) ? LabelNames.INSERT : LabelNames.TRANSPORT;
    }

    private String empty(int step) {
        return contact.at(step) ? LabelNames.PUSH : LabelNames.REACH;
    }

    /// An opening gripper lets go only of what it carried just before.
    private boolean opens(int step, String before) {
        return before.equals(LabelNames.RELEASE) || (step > 0 && cargo[step - 1] != Cargo.NOTHING);
    }

    /// What is too short becomes part of what was before it; at the beginning, of what comes after it. What
    /// the gripper does is never too short, nor what the end of the episode cuts off.
    private String[] merged(String[] seen) {
        String[] merged = seen.clone();
        int shortest = episode.steps(SHORTEST);
        for (Run<String> run : Run.of(seen.length, step -> seen[step])) {
            boolean event = run.value().equals(LabelNames.GRASP) || run.value().equals(LabelNames.RELEASE);
            if (!event && run.length() < shortest && run.to() < seen.length) {
                String neighbour = run.from() > 0 ? merged[run.from() - 1] : seen[run.to()];
                Arrays.fill(merged, run.from(), run.to(), neighbour);
            }
        }
        return merged;
    }

    /// What was put somewhere and let go there was placed, unless it was fitted into something.
    private String[] named(String[] subtasks) {
        String[] named = subtasks.clone();
        List<Run<String>> runs = Run.of(subtasks.length, step -> subtasks[step]);
        for (int i = 0; i + 1 < runs.size(); i++) {
            Run<String> run = runs.get(i);
            if (run.value().equals(LabelNames.INSERT)
                    && runs.get(i + 1).value().equals(LabelNames.RELEASE)
                    && !fits(run)) {
                Arrays.fill(named, run.from(), run.to(), LabelNames.PLACE);
            }
        }
        return named;
    }

    private boolean fits(Run<String> run) {
        for (int step = run.from(); step < run.to(); step++) {
            if (contact.inside(step)) {
                return true;
            }
        }
        return false;
    }
}
