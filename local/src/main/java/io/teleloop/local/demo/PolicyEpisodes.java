package io.teleloop.local.demo;

import io.teleloop.contract.wire.ObservationPacket;
import io.teleloop.operator.OperatorClient;
import io.teleloop.operator.OperatorException;
import io.teleloop.operator.Outcome;
import io.teleloop.rollout.intervention.Intervener;
import io.teleloop.sim.task.Action;
import io.teleloop.sim.world.Sight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A simulated person at an operator's session: lets the policy drive that runs, and takes over and gives back as a
/// person with a browser does. Records every episode.
final class PolicyEpisodes {
    private static final Duration OBSERVATION_PATIENCE = Duration.ofSeconds(5);
    private static final double MILLIS = 1e3;
    /// An operator does not see what the policy wants.
    private static final float[] UNSEEN = {};

    private final OperatorClient operator;
    private final Intervener intervener;
    private final double timeLimit;
    private final ExpertView view;
    private final double[] still;

    /// @param timeLimit of an episode, seconds
    PolicyEpisodes(OperatorClient operator, Intervener intervener, double timeLimit) {
        this.operator = operator;
        this.intervener = intervener;
        this.timeLimit = timeLimit;
        view = new ExpertView(operator.description());
        still = new double[operator.description().getActionSpace().getDimensionsCount()];
    }

    /// One episode from the start state of a seed, while a policy runs.
    ///
    /// @throws OperatorException when the session breaks or the gateway refuses something
    PolicyEpisode drive(long seed) throws OperatorException, InterruptedException {
        operator.reset(seed);
        operator.openEpisode();
        intervener.begin(seed);
        ObservationPacket seen = awaitStart();
        ControlTicks ticks = new ControlTicks(operator.controlRateHz());
        Deadman deadman = new Deadman();
        double begun = seen.captureMs();
        int count = 0;
        int helped = 0;
        while (!seen.success() && seconds(begun, seen) < timeLimit) {
            Optional<Action> help = intervener.watch(sight(seen), UNSEEN);
            if (help.isPresent()) {
                operator.command(view.command(help.get()), deadman.pressed(seen.engaged()));
                helped++;
            } else {
                operator.command(still, false);
            }
            count++;
            ticks.awaitNext();
            seen = operator.latestObservation().orElse(seen);
        }
        operator.command(still, false);
        // A time limit is no failure of the task: a learner looks past it.
        operator.closeEpisode(seen.success() ? Outcome.SUCCESS : Outcome.UNKNOWN);
        return new PolicyEpisode(seen.success(), seconds(begun, seen), count, helped);
    }

    /// No scene begins solved: an observation that says so was on its way while the scene was put back.
    private ObservationPacket awaitStart() throws OperatorException, InterruptedException {
        ObservationPacket seen;
        do {
            seen = operator.awaitObservation(newest(), OBSERVATION_PATIENCE);
        } while (seen.success());
        return seen;
    }

    private Sight sight(ObservationPacket seen) {
        return new Sight(
                Math.round(seen.captureMs() * 1e6), List.of(), view.observe(seen), seen.progress(), seen.success());
    }

    private long newest() {
        return operator.latestObservation().map(ObservationPacket::sequence).orElse(-1L);
    }

    private static double seconds(double begunMs, ObservationPacket seen) {
        return (seen.captureMs() - begunMs) / MILLIS;
    }
}
