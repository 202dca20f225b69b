package io.teleloop.local.demo;

import io.teleloop.archive.Archive;
import io.teleloop.local.stack.LocalStack;
import io.teleloop.local.stack.TrainerPlan;
import io.teleloop.operator.OnRelease;
import io.teleloop.operator.OperatorClient;
import io.teleloop.operator.OperatorException;
import io.teleloop.rollout.TaskSettings;
import io.teleloop.rollout.intervention.HelpingIntervener;
import io.teleloop.rollout.intervention.NoIntervener;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What comes after the demonstrations: while they are multiplied, a policy is cloned from them, drives and is
/// measured; then it learns on by itself while a simulated person helps it through the operator's own way, and is
/// measured again.
public final class LearningDemo {
    /// Start states that no demonstration had; the same before and after, so that both are measured alike.
    private static final long EVALUATION_SEEDS = 1_000_000;
    private static final long TRAINING_SEEDS = 2_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final double SKILL = 1;
    /// Episodes whose interventions count as those of the start and of the end.
    private static final int EDGE = 5;
    private static final String CLONING = "bc";
    /// Of the time limit in training: an expert needs less, and who is stuck by then mostly stays stuck.
    private static final double MEASURED_SHARE = 0.5;

    private final LocalStack stack;
    private final Archive archive;
    private final TaskSettings settings;
    private final LearningPlan plan;
    private final PrintStream out;
    private final boolean terminal;
    private final GatewayPolicies policies;

    /// @param archive of that stack
    /// @param terminal whether lines on `out` can be drawn over
    public LearningDemo(LocalStack stack, Archive archive, LearningPlan plan, PrintStream out, boolean terminal) {
        this.stack = stack;
        this.archive = archive;
        this.plan = plan;
        this.out = out;
        this.terminal = terminal;
        settings = TaskSettings.of(stack.task());
        policies = new GatewayPolicies(stack.gateway(), stack.secrets().operatorCode());
    }

    /// @param operator that holds no lease
    /// @param demonstrated the expert's own episodes
    /// @param group names the generated episodes, as no run before did
    /// @throws OperatorException when the session breaks or no policy comes
    public void run(OperatorClient operator, Measured demonstrated, String group) throws Exception {
        operator.acquireLease();
        out.println();
        if (plan.generated() > 0) {
            out.println("Generating " + plan.generated() + " demonstrations from these, beside what follows");
        }
        String cloned = stack.task() + "-" + CLONING;
        Measured afterCloning;
        int generated;
        try (DemoGeneration generation =
                DemoGeneration.begin(stack, archive, group, plan.demonstrations(), plan.generated())) {
            long version = imitate(cloned);
            afterCloning = evaluate(operator, cloned, version);
            generated = generation.await(out);
        }

        String learned = stack.task() + "-" + plan.algorithm();
        out.println(
                "Learning on by " + plan.algorithm() + " for " + plan.learning().toMinutes()
                        + " minutes, from " + generated
                        + " generated demonstrations too, with a simulated intervener, who helps when the policy gets"
                        + " nowhere");
        stack.startTrainer(new TrainerPlan(
                plan.algorithm(), learned, plan.base(cloned), plan.demonstrations() + generated, generated > 0));
        policies.awaitPublished(learned, PATIENCE);
        List<PolicyEpisode> helped = practise(operator, learned);
        long newest = policies.newest(learned);
        stack.stopTrainer();
        Measured afterLearning = evaluate(operator, learned, newest);
        operator.releaseLease();

        out.println();
        new LearningReport(demonstrated, afterCloning, helped, afterLearning, EDGE)
                .lines()
                .forEach(out::println);
        out.println();
    }

    private long imitate(String policy) throws Exception {
        out.println("Cloning the demonstrations into policy " + policy + "; watch at " + stack.gateway() + "/?learn=");
        Instant begun = Instant.now();
        stack.startTrainer(new TrainerPlan(CLONING, policy, "", plan.demonstrations(), false));
        long version = policies.awaitTrained(policy, PATIENCE);
        stack.stopTrainer();
        out.printf(Locale.ROOT, "  %s@%d after %d s%n", policy, version, since(begun));
        return version;
    }

    private Measured evaluate(OperatorClient operator, String policy, long version)
            throws OperatorException, InterruptedException {
        out.println("Measuring " + policy + "@" + version + " over " + plan.evaluationEpisodes() + " episodes");
        operator.startAutonomy(policy, version, OnRelease.RESUME);
        PolicyEpisodes episodes =
                new PolicyEpisodes(operator, new NoIntervener(), MEASURED_SHARE * settings.timeLimit());
        ProgressLine progress = new ProgressLine(out, terminal, plan.evaluationEpisodes());
        List<PolicyEpisode> driven = new ArrayList<>();
        for (int i = 0; i < plan.evaluationEpisodes(); i++) {
            PolicyEpisode episode = episodes.drive(EVALUATION_SEEDS + i);
            driven.add(episode);
            progress.done(i + 1, episode.describe());
        }
        operator.stopAutonomy();
        return Measured.of(policy + "@" + version, driven);
    }

    private List<PolicyEpisode> practise(OperatorClient operator, String policy)
            throws OperatorException, InterruptedException {
        operator.startAutonomy(policy, 0, OnRelease.RESUME);
        HelpingIntervener intervener =
                new HelpingIntervener(settings.task(), SKILL, settings.patience(), settings.longestHelp());
        PolicyEpisodes episodes = new PolicyEpisodes(operator, intervener, settings.timeLimit());
        List<PolicyEpisode> driven = new ArrayList<>();
        Instant end = Instant.now().plus(plan.learning());
        while (Instant.now().isBefore(end)) {
            PolicyEpisode episode = episodes.drive(TRAINING_SEEDS + driven.size());
            driven.add(episode);
            out.printf(
                    Locale.ROOT,
                    "  %3d  %s, helped %.0f %%, %s@%d%n",
                    driven.size(),
                    episode.describe(),
                    100 * episode.helpedShare(),
                    policy,
                    operator.state().autonomy().map(a -> a.version()).orElse(0L));
        }
        operator.stopAutonomy();
        return driven;
    }

    private static long since(Instant begun) {
        return Duration.between(begun, Instant.now()).toSeconds();
    }
}
