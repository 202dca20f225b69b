package io.teleloop.learning.diffusion;

import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import io.teleloop.learning.tensor.SeededGenerator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Turns what was lived through into transitions that a policy might live through: a model is trained on all of it, and
/// windows from observations of it are drawn to the policy as it is now (Jackson et al. 2024). Not thread-safe.
public final class SyntheticExperience {
    /// Real transitions that are kept, the newest.
    private static final int MOST = 200_000;

    private final Config config;
    private final Deque<List<Transition>> pieces = new ArrayDeque<>();
    private int kept;
    private int sinceGeneration;

    /// @param share of every batch, 0 to 1; published is 15/16
    /// @param every so many real transitions all is made up anew
    /// @param windows that are made up at once
    /// @param guidance coefficient
    public record Config(double share, int every, int windows, double guidance, TrajectoryDiffusion.Config model) {
        public Config {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "a synthetic share of " + share + "; it must be above 0 and at most 1");
            }
            if (every < 1 || windows < 1) {
                throw new IllegalArgumentException(
                        "synthetic windows and the transitions between generations must be at least 1");
            }
        }

        /// Of everything but the share.
        public static Config ofShare(double share) {
            return new Config(share, 10_000, 2_000, 1, TrajectoryDiffusion.Config.DEFAULT);
        }

        /// How many transitions one generation gives at most.
        public int transitions() {
            return windows * model.rows();
        }
    }

    public SyntheticExperience(Config config) {
        this.config = config;
        sinceGeneration = config.every();
    }

    /// A real transition of one step. One that begins where the last one ended goes on with it.
    public void add(Transition transition) {
        if (pieces.isEmpty() || !follows(transition, pieces.getLast().getLast())) {
            pieces.addLast(new ArrayList<>());
        }
        pieces.getLast().add(transition);
        kept++;
        sinceGeneration++;
        while (kept > MOST && pieces.size() > 1) {
            kept -= pieces.removeFirst().size();
        }
    }

    private static boolean follows(Transition transition, Transition last) {
        return !last.terminal() && Arrays.equals(transition.observation(), last.nextObservation());
    }

    /// Whether there are windows to learn from, and enough that is new.
    public boolean due() {
        return sinceGeneration >= config.every()
                && pieces.stream()
                        .anyMatch(piece -> piece.size() >= config.model().rows());
    }

    /// Trains a model on all that is kept and makes transitions up.
    ///
    /// @param policy drawn to
    /// @param discount of a transition that does not end the task
    /// @param seed of all random numbers
    public List<Transition> generate(GaussianPolicy policy, double discount, long seed) {
        sinceGeneration = 0;
        SeededGenerator random = new SeededGenerator(seed);
        List<Trajectory> trajectories =
                pieces.stream().map(piece -> new Trajectory("real", piece)).toList();
        List<float[]> all = pieces.stream()
                .flatMap(List::stream)
                .map(Transition::observation)
                .toList();
        List<float[]> starts =
                random.ints(config.windows(), 0, all.size()).mapToObj(all::get).toList();
        try (TrajectoryDiffusion model = TrajectoryDiffusion.train(config.model(), trajectories, random.nextLong())) {
            return model.sample(starts, Guidance.to(policy, config.guidance()), random.nextLong()).stream()
                    .flatMap(window -> transitions(window, discount).stream())
                    .toList();
        }
    }

    /// Up to the tick that ends the task. What the last tick led to is not known unless it ended the task.
    static List<Transition> transitions(List<Moment> window, double discount) {
        List<Transition> transitions = new ArrayList<>();
        for (int i = 0; i < window.size(); i++) {
            Moment now = window.get(i);
            if (now.done()) {
                transitions.add(Transition.of(now.observation(), now.action(), now.reward(), 0, now.observation()));
                break;
            }
            if (i + 1 < window.size()) {
                transitions.add(Transition.of(
                        now.observation(),
                        now.action(),
                        now.reward(),
                        (float) discount,
                        window.get(i + 1).observation()));
            }
        }
        return transitions;
    }
}
