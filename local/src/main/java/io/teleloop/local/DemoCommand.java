package io.teleloop.local;

import io.teleloop.local.demo.DemoRun;
import io.teleloop.local.demo.LearningPlan;
import io.teleloop.local.stack.LocalStack;
import io.teleloop.sim.task.Task;
import io.teleloop.sim.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs the stack, lets the scripted expert record demonstrations, and learns from them.
@Command(
        name = "demo",
        description = {
            "Run the whole stack, let the scripted expert record demonstrations, verify them, clone them into a",
            "policy, and let the policy learn on while a simulated intervener helps.",
            "It drives through WebRTC as a browser does. Ports that are taken are replaced by free ones.",
            "Exit code 0 only if every demonstration was sealed and read back whole."
        },
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    private static final int MOST_EPISODES = 1000;

    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--episodes", paramLabel = "N", description = "how many (default: ${DEFAULT-VALUE})")
    private int episodes = 10;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "start state of the first; the next ones follow (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--generated",
            paramLabel = "N",
            description = "demonstrations to make of those, for what learns with help (default: ${DEFAULT-VALUE})")
    private int generated = 40;

    @Option(
            names = "--learn",
            paramLabel = "ALGORITHM",
            description =
                    "how the policy learns on, or none to end after the demonstrations (default: ${DEFAULT-VALUE})")
    private String algorithm = "hg-dagger";

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "how long it learns on with help (default: ${DEFAULT-VALUE})")
    private int minutes = 2;

    @Option(
            names = "--evaluation",
            paramLabel = "N",
            description = "episodes that each policy is measured over (default: ${DEFAULT-VALUE})")
    private int evaluation = 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Task task = task();
        if (episodes < 1 || episodes > MOST_EPISODES) {
            throw wrong("--episodes is " + episodes + ", give a number from 1 to " + MOST_EPISODES);
        }
        if (minutes < 1 || evaluation < 1) {
            throw wrong("--minutes and --evaluation must be at least 1");
        }
        if (generated < 0 || generated > MOST_EPISODES) {
            throw wrong("--generated is " + generated + ", give a number from 0 to " + MOST_EPISODES);
        }
        Instant begun = Instant.now();
        boolean terminal = Optional.ofNullable(System.console())
                .map(java.io.Console::isTerminal)
                .orElse(false);
        Console console = new Console(System.out);
        boolean all;
        try (LocalStack stack =
                        LocalStack.prepare(options.config(options.ports().orFree()), console);
                StopOnSignal stop = StopOnSignal.close(stack)) {
            System.out.println("Starting Teleloop, data in " + stack.data().root());
            stack.start();
            System.out.println(
                    "Recording " + episodes + " demonstrations of " + task.name() + "; watch at " + stack.drivePage());
            all = new DemoRun(stack, task, System.out, terminal).run(episodes, seed, learning());
            System.out.println("Stopping");
        }
        System.out.println("Took " + Duration.between(begun, Instant.now()).toSeconds() + " s");
        return all ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Optional<LearningPlan> learning() {
        return algorithm.equals("none")
                ? Optional.empty()
                : Optional.of(
                        new LearningPlan(episodes, generated, algorithm, Duration.ofMinutes(minutes), evaluation));
    }

    private Task task() {
        try {
            return Tasks.named(options.task());
        } catch (IllegalArgumentException e) {
            throw wrong("--task: " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
