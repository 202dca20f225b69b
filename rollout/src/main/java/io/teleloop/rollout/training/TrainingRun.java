package io.teleloop.rollout.training;

import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.contract.v1.Step;
import io.teleloop.learning.algorithm.Algorithm;
import io.teleloop.learning.session.LearningBase;
import io.teleloop.learning.session.LearningConfig;
import io.teleloop.learning.session.LearningSession;
import io.teleloop.policy.PolicyBundle;
import io.teleloop.policy.PolicyRunner;
import io.teleloop.rollout.Seeds;
import io.teleloop.rollout.actor.ActorProcesses;
import io.teleloop.rollout.actor.ActorSpec;
import io.teleloop.rollout.actor.SimulatedActor;
import io.teleloop.rollout.actor.StepSource;
import io.teleloop.rollout.episode.AutonomousDriver;
import io.teleloop.rollout.episode.DemonstratingDriver;
import io.teleloop.rollout.episode.PolicyAutopilot;
import io.teleloop.rollout.evaluation.Evaluation;
import io.teleloop.rollout.evaluation.Evaluator;
import io.teleloop.rollout.intervention.Rule;
import io.teleloop.rollout.report.Measurement;
import io.teleloop.rollout.report.RunResult;
import io.teleloop.sim.Environment;
import io.teleloop.sim.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One seed of one configuration, from the demonstrations to the last evaluation.
///
/// Without actor processes everything happens in one thread in a fixed order (a step, then the updates that it allows):
/// equal settings and seeds give equal curves and policies, bit for bit.
public final class TrainingRun {
    private static final double NANOS_PER_MINUTE = 60e9;
    private static final long OFFLINE_MEASURE_EVERY = 200;

    private final RunSettings settings;
    private final Seeds seeds;
    private final Consumer<Measurement> curves;
    private final Progress progress;
    private final World world;
    private final Evaluator evaluator;
    private final InterventionCount count = new InterventionCount();
    private final List<Measurement> measurements = new ArrayList<>();
    private final long startNs = System.nanoTime();

    /// @param curves gets every measurement as it comes
    public TrainingRun(RunSettings settings, Seeds seeds, Consumer<Measurement> curves, Progress progress) {
        this.settings = settings;
        this.seeds = seeds;
        this.curves = curves;
        this.progress = progress;
        world = new World(
                settings.task().task(), "sim-" + settings.task().task().name());
        evaluator = new Evaluator(
                new World(settings.task().task(), "sim-evaluation"),
                settings.task().timeLimit());
    }

    /// What is left of a run.
    ///
    /// @param policy the final one
    /// @param demonstrations of the expert, that it began with
    public record Outcome(RunResult result, PolicyBundle policy, Demonstrations demonstrations) {}

    /// Runs.
    ///
    /// @throws IOException when an actor process ends, or the curves cannot be written
    public Outcome run() throws IOException, InterruptedException {
        TrainingData data = TrainingData.prepare(world, settings, seeds, progress);
        progress.stage(seeds.run(), "evaluating the expert");
        Evaluation expert = scripted(settings.expertSkill());
        @Nullable Evaluation intervener = intervener(expert);
        @Nullable FrozenPolicy base = settings.base() == null ? null : base(settings.base(), data.realOnly());
        try (LearningSession session = session(settings.learned(), data, base == null ? null : base.learningBase())) {
            return learn(session, base, expert, intervener, data);
        } finally {
            if (base != null) {
                base.close();
            }
        }
    }

    private @Nullable Evaluation intervener(Evaluation expert) {
        if (settings.rule() == Rule.NONE) {
            return null;
        }
        // The same skill is the same person.
        return settings.intervenerSkill() == settings.expertSkill() ? expert : scripted(settings.intervenerSkill());
    }

    private Evaluation scripted(double skill) {
        return evaluator.evaluate(
                new DemonstratingDriver(settings.task().task(), skill), settings.evaluationEpisodes());
    }

    private FrozenPolicy base(Algorithms algorithm, TrainingData data) {
        progress.stage(seeds.run(), "training the base, " + algorithm.id());
        try (LearningSession session = session(algorithm.algorithm(), data, null)) {
            while (session.updateDue()) {
                session.update();
            }
            return new FrozenPolicy(PolicyBundles.of(session.draft(), algorithm.id() + "-base", 1, null));
        }
    }

    private LearningSession session(Algorithm algorithm, TrainingData data, @Nullable LearningBase base) {
        LearningSession session = new LearningSession(
                new LearningConfig(
                        algorithm, world.description(), 1 / Environment.PERIOD, data.episodes(), seeds.run()),
                base);
        data.addTo(session);
        return session;
    }

    /// Imitators learn all that demonstrations teach; others wait for what they live through.
    private void learnFromDemonstrations(LearningSession session) {
        while (session.updateDue()) {
            session.update();
            if (session.updates() % OFFLINE_MEASURE_EVERY == 0) {
                record(measurement(session, Map.of()));
            }
        }
    }

    private Outcome learn(
            LearningSession session,
            @Nullable FrozenPolicy base,
            Evaluation expert,
            @Nullable Evaluation intervener,
            TrainingData data)
            throws IOException, InterruptedException {
        progress.stage(seeds.run(), "learning from the demonstrations");
        learnFromDemonstrations(session);
        Versions versions = new Versions(session, settings.algorithm().id(), base);
        PolicyBundle first = versions.next();
        progress.stage(seeds.run(), "evaluating the start");
        Evaluation before = evaluate(
                first, settings.algorithm().online() ? settings.curveEpisodes() : settings.evaluationEpisodes());
        measure(session, before);
        if (settings.algorithm().online() && settings.budget() > 0) {
            progress.stage(seeds.run(), "learning");
            try (StepSource source = source()) {
                source.follow(first);
                live(session, versions, source);
            }
        }
        progress.stage(seeds.run(), "evaluating the end");
        PolicyBundle last = versions.next();
        Evaluation after = evaluate(last, settings.evaluationEpisodes());
        measure(session, after);
        RunResult result = new RunResult(
                seeds.run(),
                expert,
                intervener,
                base == null ? null : evaluate(base.bundle(), settings.evaluationEpisodes()),
                before,
                after,
                data.generated().episodes().size(),
                data.generated().attempts(),
                session.metrics().getOrDefault(TrainingMetrics.INTERVENTION_RATE, 0.0),
                count.interventions(),
                session.transitions(),
                session.updates(),
                minutes(),
                measurements);
        return new Outcome(result, last, data.demonstrations());
    }

    private StepSource source() throws IOException {
        int actors = settings.actors();
        List<ActorSpec> specs = IntStream.range(0, Math.max(1, actors))
                .mapToObj(index -> new ActorSpec(
                        settings.task().task().name(),
                        settings.rule(),
                        settings.intervenerSkill(),
                        seeds,
                        index,
                        Math.max(1, actors)))
                .toList();
        return actors == 0 ? new SimulatedActor(specs.getFirst()) : new ActorProcesses(specs);
    }

    private void live(LearningSession session, Versions versions, StepSource source)
            throws IOException, InterruptedException {
        long nextEvaluation = settings.evaluateEvery();
        long published = session.updates();
        while (session.transitions() < settings.budget()) {
            Step step = source.next();
            session.addStep(step);
            count.add(step);
            while (session.updateDue()) {
                session.update();
            }
            if (session.updates() - published >= settings.publishEvery()) {
                published = session.updates();
                source.follow(versions.next());
            }
            if (session.transitions() >= nextEvaluation) {
                nextEvaluation += settings.evaluateEvery();
                measure(session, evaluate(versions.next(), settings.curveEpisodes()));
            }
            progress.now(measurement(session, Map.of()), session.transitions() / (double) settings.budget());
        }
    }

    private Evaluation evaluate(PolicyBundle policy, int count) {
        PolicyRunner runner = settings.sampled()
                ? PolicyRunner.exploring(policy, new SplittableRandom(seeds.run()))
                : PolicyRunner.open(policy);
        try (PolicyAutopilot autopilot = new PolicyAutopilot(runner, world.description())) {
            return evaluator.evaluate(new AutonomousDriver(autopilot), count);
        }
    }

    private void measure(LearningSession session, Evaluation evaluation) {
        Map<String, Double> evaluated = new HashMap<>();
        evaluated.put(Measurement.EVALUATION_SUCCESS, evaluation.successRate());
        evaluated.put(Measurement.EVALUATION_PROGRESS, evaluation.meanProgress());
        if (evaluation.successRate() > 0) {
            evaluated.put(Measurement.EVALUATION_SECONDS, evaluation.secondsToSuccess());
        }
        record(measurement(session, evaluated));
    }

    private void record(Measurement measurement) {
        measurements.add(measurement);
        curves.accept(measurement);
    }

    private Measurement measurement(LearningSession session, Map<String, Double> evaluated) {
        Map<String, Double> metrics = new HashMap<>(session.metrics());
        // Not a property of the run: it would differ from one to the next.
        metrics.remove(TrainingMetrics.UPDATES_PER_SECOND);
        metrics.putAll(evaluated);
        return new Measurement(seeds.run(), minutes(), session.transitions(), session.updates(), metrics);
    }

    private double minutes() {
        return (System.nanoTime() - startNs) / NANOS_PER_MINUTE;
    }

    /// Numbers the policies of this run.
    private static final class Versions {
        private final LearningSession session;
        private final @Nullable FrozenPolicy base;
        private final String algorithm;
        private long version;

        Versions(LearningSession session, String algorithm, @Nullable FrozenPolicy base) {
            this.session = session;
            this.algorithm = algorithm;
            this.base = base;
        }

        PolicyBundle next() {
            version++;
            return PolicyBundles.of(session.draft(), algorithm, version, base == null ? null : base.bundle());
        }
    }
}
