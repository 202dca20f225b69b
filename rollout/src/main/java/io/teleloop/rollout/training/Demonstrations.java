package io.teleloop.rollout.training;

import io.teleloop.contract.v1.Step;
import io.teleloop.rollout.Seeds;
import io.teleloop.rollout.TaskSettings;
import io.teleloop.rollout.episode.DemonstratingDriver;
import io.teleloop.rollout.episode.Episode;
import io.teleloop.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/// Successful episodes of a scripted expert.
///
/// @param episodes steps of each, in order
/// @param seeds of their start states
/// @param attempts that they took
public record Demonstrations(List<List<Step>> episodes, List<Long> seeds, int attempts) {
    private static final int MOST_ATTEMPTS_FOR_EACH = 20;

    /// Lets the expert demonstrate until there are enough successes.
    ///
    /// @param wanted number of episodes
    /// @param skill of the expert, 0 to 1
    /// @throws IllegalStateException when the expert fails nearly always
    public static Demonstrations record(World world, TaskSettings settings, Seeds seeds, int wanted, double skill) {
        DemonstratingDriver expert = new DemonstratingDriver(settings.task(), skill);
        List<List<Step>> episodes = new ArrayList<>();
        List<Long> starts = new ArrayList<>();
        int attempts = 0;
        while (episodes.size() < wanted) {
            if (attempts >= MOST_ATTEMPTS_FOR_EACH * wanted) {
                throw new IllegalStateException(
                        "the expert of " + settings.task().name() + " with skill " + skill
                                + " succeeded " + episodes.size() + " times in " + attempts + " attempts within "
                                + settings.timeLimit() + " s; raise its skill");
            }
            List<Step> steps = new ArrayList<>();
            long start = seeds.demonstration(attempts);
            if (Episode.run(world, expert, start, settings.timeLimit(), steps::add)
                    .success()) {
                episodes.add(List.copyOf(steps));
                starts.add(start);
            }
            attempts++;
        }
        return new Demonstrations(episodes, starts, attempts);
    }

    /// Control ticks in all of them.
    public int steps() {
        return episodes.stream().mapToInt(List::size).sum();
    }
}
