package io.teleloop.local.demo;

import io.teleloop.archive.Archive;
import io.teleloop.contract.EpisodeId;
import io.teleloop.local.stack.LocalStack;
import io.teleloop.local.stack.StackConfig;
import io.teleloop.operator.OperatorClient;
import io.teleloop.operator.OperatorException;
import io.teleloop.operator.OperatorStatistics;
import io.teleloop.sim.task.Task;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Records demonstrations on a running stack, reads each back from the store, reports, and learns from them.
public final class DemoRun {
    private static final Duration ROBOT_PATIENCE = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofMillis(250);
    /// What the gateway answers while the robot has not dialled in yet.
    private static final Set<String> NOT_THERE_YET = Set.of("unknown-robot", "robot-away");

    private final LocalStack stack;
    private final Task task;
    private final PrintStream out;
    private final boolean terminal;

    /// @param terminal whether lines on `out` can be drawn over
    public DemoRun(LocalStack stack, Task task, PrintStream out, boolean terminal) {
        this.stack = stack;
        this.task = task;
        this.out = out;
        this.terminal = terminal;
    }

    /// Returns when every demonstration was sealed and verified, or is known not to be, and a policy has learned from
    /// them.
    ///
    /// @param learning empty to end after the demonstrations
    /// @return whether all were sealed and verified
    /// @throws OperatorException when the session with the robot breaks
    public boolean run(int count, long firstSeed, Optional<LearningPlan> learning) throws Exception {
        List<EpisodeId> recorded;
        OperatorStatistics measured;
        List<String> problems = new ArrayList<>();
        try (OperatorClient operator = connect()) {
            Demonstrations demonstrations = new Demonstrations(operator, task, new ProgressLine(out, terminal, count));
            recorded = demonstrations.record(count, firstSeed);
            for (EpisodeId episode : recorded) {
                try {
                    demonstrations.awaitSealed(episode);
                } catch (OperatorException e) {
                    problems.add(e.getMessage());
                }
            }
            measured = operator.statistics();
        }
        out.println("Reading every episode back from the store");
        try (ObjectStore store = openStore()) {
            List<VerifiedEpisode> verified = verify(store, recorded, problems);
            List<String> labels = labels(store, recorded, problems);
            out.println();
            if (!verified.isEmpty()) {
                print(new DemoReport(verified, measured, stack.data().bucket(StackConfig.BUCKET)).lines());
                print(labels);
            }
            problems.forEach(problem -> out.println("PROBLEM  " + problem));
            out.println(verified.size() + " of " + count + " demonstrations sealed and verified");
            if (!problems.isEmpty() || verified.size() != count) {
                return false;
            }
            if (learning.isPresent()) {
                learn(learning.get(), store, verified);
            }
        }
        return true;
    }

    private void learn(LearningPlan plan, ObjectStore store, List<VerifiedEpisode> demonstrations) throws Exception {
        Measured demonstrated = expert(demonstrations);
        if (demonstrated.successes() == 0) {
            out.println("No demonstration succeeded, so there is nothing to learn from");
            return;
        }
        try (OperatorClient operator = connect()) {
            // The first one's id gives the group a name that no run before used.
            String group = "demo-" + demonstrations.getFirst().manifest().episodeId();
            new LearningDemo(stack, new Archive(store), plan.from(demonstrated.successes()), out, terminal)
                    .run(operator, demonstrated, group);
        }
    }

    private void print(List<String> lines) {
        lines.forEach(out::println);
        out.println();
    }

    private static Measured expert(List<VerifiedEpisode> demonstrations) {
        return Measured.of(
                "scripted expert",
                demonstrations.stream()
                        .map(VerifiedEpisode::manifest)
                        .map(manifest -> new PolicyEpisode(
                                manifest.outcome().equals("success"),
                                (manifest.closedNs() - manifest.openedNs()) * 1e-9,
                                (int) manifest.steps(),
                                (int) manifest.steps()))
                        .toList());
    }

    private static List<VerifiedEpisode> verify(ObjectStore store, List<EpisodeId> episodes, List<String> problems)
            throws Exception {
        List<VerifiedEpisode> verified = new ArrayList<>();
        EpisodeVerification verification = new EpisodeVerification(store);
        for (EpisodeId episode : episodes) {
            try {
                verified.add(verification.verify(episode));
            } catch (DamagedEpisodeException e) {
                problems.add(e.getMessage());
            }
        }
        return verified;
    }

    private static List<String> labels(ObjectStore store, List<EpisodeId> episodes, List<String> problems)
            throws Exception {
        DemoLabels labels = new DemoLabels(new Archive(store));
        for (EpisodeId episode : episodes) {
            try {
                labels.add(episode);
            } catch (DamagedEpisodeException e) {
                problems.add(e.getMessage());
            }
        }
        return labels.lines();
    }

    private ObjectStore openStore() {
        return ObjectStore.open(new StoreConfig(
                stack.s3(),
                StoreConfig.DEFAULT_REGION,
                StackConfig.BUCKET,
                stack.secrets().s3AccessKey(),
                stack.secrets().s3SecretKey()));
    }

    private OperatorClient connect() throws OperatorException, InterruptedException {
        long deadline = System.nanoTime() + ROBOT_PATIENCE.toNanos();
        while (true) {
            try {
                return OperatorClient.connect(stack.gateway(), stack.secrets().operatorCode(), StackConfig.ROBOT);
            } catch (OperatorException e) {
                if (!NOT_THERE_YET.contains(e.code()) || System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(RETRY);
            }
        }
    }
}
