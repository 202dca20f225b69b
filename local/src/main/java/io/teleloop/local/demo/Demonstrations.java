package io.teleloop.local.demo;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.wire.ObservationPacket;
import io.teleloop.operator.EpisodeEnd;
import io.teleloop.operator.OperatorClient;
import io.teleloop.operator.OperatorException;
import io.teleloop.operator.Outcome;
import io.teleloop.sim.task.ScriptedExpert;
import io.teleloop.sim.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The scripted expert as an operator: it sees and drives the robot through an operator session, as a person with a
/// browser does, and records each of its attempts.
final class Demonstrations {
    private static final double BEST_SKILL = 1;
    private static final Duration OBSERVATION_PATIENCE = Duration.ofSeconds(5);
    private static final Duration SEAL_PATIENCE = Duration.ofSeconds(60);
    private static final double MILLIS = 1e3;
    /// After success the arm is held a moment, so that the last step shows it.
    private static final int STEPS_AFTER_SUCCESS = 5;

    private final OperatorClient operator;
    private final Task task;
    private final ProgressLine progress;

    Demonstrations(OperatorClient operator, Task task, ProgressLine progress) {
        this.operator = operator;
        this.task = task;
        this.progress = progress;
    }

    /// Records a number of demonstrations, each from another start state.
    ///
    /// @return the episodes, in the order of recording; all were closed
    /// @throws OperatorException when the session breaks or the gateway refuses something
    List<EpisodeId> record(int count, long firstSeed) throws OperatorException, InterruptedException {
        List<EpisodeId> episodes = new ArrayList<>();
        operator.acquireLease();
        for (int i = 0; i < count; i++) {
            progress.moving(i, 0, "resetting the scene");
            operator.reset(firstSeed + i);
            String episode = operator.openEpisode();
            Attempt attempt = drive(i, task.expert(BEST_SKILL, firstSeed + i));
            operator.closeEpisode(attempt.outcome());
            episodes.add(new EpisodeId(episode));
            progress.done(
                    i + 1,
                    String.format(
                            Locale.ROOT,
                            "%s after %.1f s",
                            attempt.outcome() == Outcome.SUCCESS ? "success" : "failure",
                            attempt.seconds()));
        }
        operator.releaseLease();
        return episodes;
    }

    /// Waits until an episode is stored.
    ///
    /// @throws OperatorException when it was quarantined, or nothing is known of it in time
    void awaitSealed(EpisodeId episode) throws OperatorException, InterruptedException {
        EpisodeEnd end = operator.awaitSealed(episode.value(), SEAL_PATIENCE);
        if (!end.sealed()) {
            throw new OperatorException(
                    "not-sealed",
                    "episode " + episode + " was " + end.fate() + ": " + end.reason(),
                    "look at the logs of gateway and recorder");
        }
    }

    private record Attempt(Outcome outcome, double seconds) {}

    private Attempt drive(int done, ScriptedExpert expert) throws OperatorException, InterruptedException {
        ExpertView view = new ExpertView(operator.description());
        ControlTicks ticks = new ControlTicks(operator.controlRateHz());
        ObservationPacket seen = operator.awaitObservation(newest(), OBSERVATION_PATIENCE);
        Deadman deadman = new Deadman();
        double begun = seen.captureMs();
        int stepsAfterSuccess = 0;
        while (seconds(begun, seen) < task.timeLimit() && stepsAfterSuccess < STEPS_AFTER_SUCCESS) {
            operator.command(view.command(expert.act(view.observe(seen))), deadman.pressed(seen.engaged()));
            ticks.awaitNext();
            seen = operator.latestObservation().orElse(seen);
            if (seen.success()) {
                stepsAfterSuccess++;
            }
            progress.moving(done, seen.progress(), String.format(Locale.ROOT, "driving, %.1f s", seconds(begun, seen)));
        }
        operator.command(new double[operator.description().getActionSpace().getDimensionsCount()], false);
        return new Attempt(seen.success() ? Outcome.SUCCESS : Outcome.FAILURE, seconds(begun, seen));
    }

    private long newest() {
        return operator.latestObservation().map(ObservationPacket::sequence).orElse(-1L);
    }

    private static double seconds(double begunMs, ObservationPacket seen) {
        return (seen.captureMs() - begunMs) / MILLIS;
    }
}
