package io.teleloop.rollout.episode;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.v1.Step;
import io.teleloop.sim.Environment;
import io.teleloop.sim.world.Moved;
import io.teleloop.sim.world.Sight;
import io.teleloop.sim.world.World;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// One episode under way, told tick by tick in the steps that a gateway would have made of it.
///
/// As in the gateway, a step is told when it is known what came of its action: success ends an episode with reward 1 on
/// its last step, the time limit cuts it. Not thread-safe, one at a time in a world.
public final class Episode {
    private static final int VERSION = 1;

    private final World world;
    private final Driver driver;
    private final long seed;
    private final int mostSteps;
    private final String id;
    private Sight sight;
    private int steps;
    private int intervened;
    private int interventions;

    /// Begins an episode.
    ///
    /// @param seed of the start state, the episode's name and the driver
    /// @param timeLimit after which the episode is cut (s)
    public Episode(World world, Driver driver, long seed, double timeLimit) {
        this.world = world;
        this.driver = driver;
        this.seed = seed;
        mostSteps = (int) Math.round(timeLimit / Environment.PERIOD);
        if (mostSteps < 1) {
            throw new IllegalArgumentException("a time limit of " + timeLimit + " s is shorter than a control period");
        }
        sight = world.reset(seed);
        id = EpisodeId.at(Instant.ofEpochSecond(0, sight.timeNs()), new SplittableRandom(seed))
                .value();
        driver.begin(seed);
    }

    /// Runs an episode to its end.
    ///
    /// @param told gets each step, in order
    public static EpisodeResult run(World world, Driver driver, long seed, double timeLimit, Consumer<Step> told) {
        Episode episode = new Episode(world, driver, seed, timeLimit);
        while (!episode.ended()) {
            told.accept(episode.tick());
        }
        return episode.result();
    }

    /// Lives through one control tick.
    public Step tick() {
        if (ended()) {
            throw new IllegalStateException("episode " + id + " has ended");
        }
        Decision decision = driver.decide(sight);
        Moved moved = world.move(decision.action());
        Step.Builder step = Step.newBuilder()
                .setVersion(VERSION)
                .setEpisodeId(id)
                .setIndex(steps)
                .setTickTimeNs(sight.timeNs())
                .addAllObservation(sight.readings())
                .setActor(decision.actor())
                .setInterventionId(decision.interventionId())
                .setTask(world.description().getTask())
                .setRobotId(world.description().getRobotId());
        for (float value : decision.policyAction()) {
            step.addPolicyAction(value);
        }
        for (float value : decision.baseAction()) {
            step.addBaseAction(value);
        }
        for (float value : moved.executed()) {
            step.addExecutedAction(value);
        }
        sight = moved.sight();
        steps++;
        intervened += decision.interventionId() > 0 ? 1 : 0;
        interventions = Math.max(interventions, decision.interventionId());
        return step.setReward(sight.succeeded() ? 1 : 0)
                .setTerminated(sight.succeeded())
                .setTruncated(ended() && !sight.succeeded())
                .build();
    }

    public boolean ended() {
        return sight.succeeded() || steps == mostSteps;
    }

    /// How it went so far.
    public EpisodeResult result() {
        return new EpisodeResult(seed, sight.succeeded(), steps, intervened, interventions, sight.progress());
    }
}
