package io.teleloop.learning.diffusion;

import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Episodes as windows.
final class WindowSet {
    private final WindowCodec codec;
    /// Those that are long enough.
    private final List<List<Transition>> episodes;

    /// @param rows of a window
    /// @throws IllegalArgumentException when no episode is as long as a window
    WindowSet(int rows, List<Trajectory> trajectories) {
        episodes = trajectories.stream()
                .map(Trajectory::transitions)
                .filter(transitions -> transitions.size() >= rows)
                .toList();
        if (episodes.isEmpty()) {
            throw new IllegalArgumentException("none of the " + trajectories.size()
                    + " episodes is as long as a window of " + rows
                    + " control ticks; give longer ones or take a shorter window");
        }
        Transition any = episodes.getFirst().getFirst();
        WindowShape shape = new WindowShape(rows, any.observation().length, any.action().length);
        codec = WindowCodec.of(
                shape,
                Normaliser.of(episodes.stream()
                        .flatMap(List::stream)
                        .map(Transition::observation)
                        .toList()),
                some(shape));
    }

    /// Windows side by side, from the last tick backwards, so that the end of a task is among them.
    private List<float[]> some(WindowShape shape) {
        List<float[]> windows = new ArrayList<>();
        for (List<Transition> episode : episodes) {
            for (int end = episode.size(); end >= shape.rows(); end -= shape.rows()) {
                windows.add(WindowCodec.raw(shape, episode.subList(end - shape.rows(), end)));
            }
        }
        return windows;
    }

    WindowCodec codec() {
        return codec;
    }

    /// Windows as a model learns them.
    ///
    /// @param starts [windows, observation]
    /// @param rows [windows, rows, row]
    record Sample(float[] starts, float[] rows) {}

    /// Draws windows with replacement: an episode, then where the window begins in it.
    Sample sample(RandomGenerator random, int windows) {
        WindowShape shape = codec.shape();
        Sample sample = new Sample(new float[windows * shape.observation()], new float[windows * shape.size()]);
        for (int window = 0; window < windows; window++) {
            List<Transition> episode = episodes.get(random.nextInt(episodes.size()));
            int first = random.nextInt(episode.size() - shape.rows() + 1);
            List<Transition> ticks = episode.subList(first, first + shape.rows());
            float[] start = codec.starts().apply(ticks.getFirst().observation());
            System.arraycopy(start, 0, sample.starts, window * shape.observation(), shape.observation());
            System.arraycopy(codec.encode(ticks), 0, sample.rows, window * shape.size(), shape.size());
        }
        return sample;
    }
}
