package io.teleloop.rollout;

import io.teleloop.rollout.intervention.Rule;
import io.teleloop.rollout.report.CurveFile;
import io.teleloop.rollout.report.Report;
import io.teleloop.rollout.report.RunResult;
import io.teleloop.rollout.training.Algorithms;
import io.teleloop.rollout.training.RunSettings;
import io.teleloop.rollout.training.TrainingRun;
import io.teleloop.sim.task.ResetRange;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Trains a policy in simulation and reports how well that went.
@Command(
        name = "teleloop train",
        description = {
            "Train a policy in simulation, faster than real time, with the learner that trains real robots.",
            "",
            "A scripted expert demonstrates; then the policy drives and learns, and a SIMULATED intervener (a scripted"
                    + " expert with rules for when to take over) helps it. At the end the policy is evaluated on start"
                    + " states that no training saw, without intervener.",
            "",
            "Written to the folder of --out: curves.jsonl (a line for each measurement, as they come), report.html,"
                    + " curves.png, table.md, and for each seed the policy itself (SEED/policy.onnx, SEED/card.json).",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Main implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--task",
            defaultValue = "peg-insertion",
            description = "peg-insertion, pick-lift or push-t; default: ${DEFAULT-VALUE}.")
    private String task = "peg-insertion";

    @Option(
            names = "--algorithm",
            defaultValue = "hil-serl",
            description = "One of ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.",
            completionCandidates = Algorithms.Names.class)
    private String algorithm = "hil-serl";

    @Option(
            names = "--budget",
            defaultValue = "20000",
            description = "Online transitions of a run (20 are a second of robot time); bc and flow live through none;"
                    + " default: ${DEFAULT-VALUE}.")
    private long budget = 20_000;

    @Option(
            names = "--base",
            description = "Algorithm of the frozen policy that resfit corrects: bc or flow; default: bc.")
    private @Nullable String base;

    @Option(names = "--seed", defaultValue = "0", description = "First seed; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--seeds",
            defaultValue = "1",
            description = "Runs, each with the next seed; default: ${DEFAULT-VALUE}.")
    private int seeds = 1;

    @Option(
            names = "--actors",
            defaultValue = "0",
            description = "Processes that live through episodes beside the learner; 0 = in one process, step by step:"
                    + " then the same seed gives the same result, bit for bit; default: ${DEFAULT-VALUE}.")
    private int actors;

    @Option(
            names = "--demonstrations",
            defaultValue = "20",
            description = "Successful episodes of the expert to start from; default: ${DEFAULT-VALUE}.")
    private int demonstrations = 20;

    @Option(
            names = "--with-actions",
            description =
                    "How many of those tell their actions; inverse dynamics learned from them infer the actions of"
                            + " the others; default: all.")
    private @Nullable Integer withActions;

    @Option(
            names = "--generated",
            defaultValue = "0",
            description = "Demonstrations to generate from those, as ./teleloop generate does; default:"
                    + " ${DEFAULT-VALUE}.")
    private int generated;

    @Option(
            names = "--generated-range",
            defaultValue = "D0",
            description = "Start states of what is generated, ${COMPLETION-CANDIDATES}: D0 is the task's own; default:"
                    + " ${DEFAULT-VALUE}.")
    private ResetRange generatedRange = ResetRange.D0;

    @Option(
            names = "--synthetic-share",
            defaultValue = "0",
            description =
                    "Share of every batch, 0 to 1, that a diffusion model makes up under the guidance of the policy"
                            + " (rlpd, hil-serl, rlif; returns are of one step then). It is learned anew from all that was"
                            + " lived through every 10,000 transitions, which takes minutes; default: ${DEFAULT-VALUE}.")
    private double syntheticShare;

    @Option(
            names = "--expert-skill",
            defaultValue = "1",
            description = "Of the demonstrating expert, 0 to 1; default: ${DEFAULT-VALUE}.")
    private double expertSkill = 1;

    @Option(
            names = "--intervener",
            description = "Rule of the simulated intervener: none, help (takes over when the policy gets nowhere) or"
                    + " disagree (takes over when the policy's action differs from its own); default: what the"
                    + " algorithm is meant for.")
    private @Nullable String intervener;

    @Option(
            names = "--intervener-skill",
            defaultValue = "1",
            description = "Of the simulated intervener, 0 to 1; default: ${DEFAULT-VALUE}.")
    private double intervenerSkill = 1;

    @Option(
            names = "--publish-every",
            defaultValue = "50",
            description = "Updates after which the robot gets the newest policy; default: ${DEFAULT-VALUE}.")
    private long publishEvery = 50;

    @Option(
            names = "--evaluate-every",
            defaultValue = "2500",
            description = "Transitions between two evaluations for the curves; default: ${DEFAULT-VALUE}.")
    private long evaluateEvery = 2_500;

    @Option(
            names = "--curve-episodes",
            defaultValue = "20",
            description = "Episodes of each of those evaluations; default: ${DEFAULT-VALUE}.")
    private int curveEpisodes = 20;

    @Option(
            names = "--evaluation-episodes",
            defaultValue = "50",
            description = "Episodes of the evaluations in the table; default: ${DEFAULT-VALUE}.")
    private int evaluationEpisodes = 50;

    @Option(
            names = "--sampled",
            description = "Evaluate a policy as it acts in training, noise included, like the authors of HIL-SERL; else"
                    + " it acts without.")
    private boolean sampled;

    @Option(names = "--out", description = "Folder of the results; default: train/TASK-ALGORITHM.")
    private @Nullable Path out;

    /// See `--help`.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunSettings settings = settings();
        Path folder = out == null ? Path.of("train", task + "-" + algorithm) : out;
        Files.createDirectories(folder);
        List<RunResult> results = new ArrayList<>();
        try (CurveFile curves = new CurveFile(folder.resolve("curves.jsonl"))) {
            for (long run = seed; run < seed + seeds; run++) {
                ConsoleProgress progress = new ConsoleProgress(System.out, isTerminal());
                TrainingRun.Outcome outcome = new TrainingRun(settings, new Seeds(run), curves::add, progress).run();
                keep(outcome, folder.resolve(Long.toString(run)));
                results.add(outcome.result());
                // After each seed, so that a run that is cut short has something to show.
                new Report(title(settings), facts(settings), results).write(folder);
            }
        }
        facts(settings).forEach(System.out::println);
        System.out.println();
        System.out.print(new Report(title(settings), facts(settings), results).table());
        System.out.println("report: " + folder.resolve("report.html"));
        return CommandLine.ExitCode.OK;
    }

    private RunSettings settings() {
        try {
            Algorithms chosen = Algorithms.named(algorithm);
            return new RunSettings(
                    TaskSettings.of(task),
                    chosen,
                    base(chosen),
                    budget,
                    demonstrations,
                    withActions == null ? demonstrations : withActions,
                    generated,
                    generatedRange,
                    syntheticShare,
                    expertSkill,
                    intervener == null ? chosen.usualRule() : Rule.valueOf(intervener.toUpperCase(Locale.ROOT)),
                    intervenerSkill,
                    actors,
                    publishEvery,
                    evaluateEvery,
                    curveEpisodes,
                    evaluationEpisodes,
                    sampled);
        } catch (IllegalArgumentException e) {
            CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
            throw new ParameterException(line, e.getMessage(), e);
        }
    }

    private @Nullable Algorithms base(Algorithms chosen) {
        if (base != null) {
            return Algorithms.named(base);
        }
        return chosen.residual() ? Algorithms.BC : null;
    }

    private static void keep(TrainingRun.Outcome outcome, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("policy.onnx"), outcome.policy().model());
        Files.write(folder.resolve("card.json"), outcome.policy().card().toJson());
    }

    @SuppressWarnings("SystemConsoleNull") // Since JDK 25 there is none again when the output is redirected.
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static String title(RunSettings settings) {
        return settings.algorithm().id() + " on " + settings.task().task().name();
    }

    private List<String> facts(RunSettings settings) {
        List<String> facts = new ArrayList<>();
        facts.add("Simulation only: " + settings.task().task().name() + " of this project, at 20 Hz, time limit "
                + settings.task().timeLimit() + " s.");
        facts.add(settings.demonstrations() + " demonstrations by a scripted expert of skill " + settings.expertSkill()
                + ".");
        if (settings.withActions() < settings.demonstrations()) {
            facts.add("Only " + settings.withActions()
                    + " of them tell their actions; inverse dynamics learned from those inferred the others'.");
        }
        if (settings.generated() > 0) {
            facts.add(settings.generated() + " demonstrations generated from those in simulation, start states "
                    + settings.range() + ".");
        }
        if (settings.syntheticShare() > 0) {
            facts.add(Math.round(100 * settings.syntheticShare())
                    + " % of every batch are transitions that a diffusion model made up.");
        }
        facts.add(
                switch (settings.rule()) {
                    case NONE -> "Nobody intervenes.";
                    case HELP ->
                        "SIMULATED intervener: a scripted expert of skill " + settings.intervenerSkill()
                                + " takes over when the policy gets nowhere, and gives back when it has helped.";
                    case DISAGREE ->
                        "SIMULATED intervener: a scripted expert of skill " + settings.intervenerSkill()
                                + " takes over when the policy's action differs from its own.";
                });
        facts.add("Evaluations: " + settings.evaluationEpisodes()
                + " episodes from held-out start states, the same for every seed, without intervener, "
                + (settings.sampled() ? "with the noise of training" : "without noise") + " ("
                + settings.curveEpisodes() + " for points of the curves).");
        facts.add(
                settings.actors() == 0
                        ? "One process in lockstep: the same seed gives the same result."
                        : settings.actors() + " actor processes beside the learner: timing is part of the result.");
        return facts;
    }
}
