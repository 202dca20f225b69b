package io.teleloop.local;

import io.teleloop.local.demo.DemoRun;
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

/// Runs the stack and lets the scripted expert record demonstrations.
@Command(
        name = "demo",
        description = {
            "Run the whole stack, let the scripted expert record demonstrations, and verify them.",
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

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Task task = task();
        if (episodes < 1 || episodes > MOST_EPISODES) {
            throw wrong("--episodes is " + episodes + ", give a number from 1 to " + MOST_EPISODES);
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
            all = new DemoRun(stack, task, System.out, terminal).run(episodes, seed);
            System.out.println("Stopping");
        }
        System.out.println("Took " + Duration.between(begun, Instant.now()).toSeconds() + " s");
        return all ? ExitCode.OK : ExitCode.SOFTWARE;
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
