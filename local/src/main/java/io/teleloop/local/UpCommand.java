package io.teleloop.local;

import io.teleloop.local.stack.LocalStack;
import io.teleloop.local.stack.StackPorts;
import io.teleloop.local.stack.TrainerPlan;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs the stack until it is told to stop.
@Command(name = "up", description = "Run the whole stack with a simulated robot until Ctrl-C.", sortOptions = false)
final class UpCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options = new StackOptions();

    @Option(names = "--free-ports", description = "take a free port in place of each one that is in use")
    private boolean freePorts;

    @Option(
            names = "--learn",
            paramLabel = "ALGORITHM",
            description = "also run a trainer for the task, for example bc, hil-serl, rlpd or hg-dagger")
    private String algorithm = "";

    @Option(
            names = "--demonstrations",
            paramLabel = "N",
            description = "that the trainer waits for before it begins (default: ${DEFAULT-VALUE})")
    private int demonstrations = 10;

    @Option(
            names = "--augment",
            paramLabel = "PLAN",
            description = "also run an augmenter by this plan, for example '[{\"augmenter\": \"procedural\", \"group\":"
                    + " \"looks\", \"variants\": 2}]'")
    private String plan = "";

    @Option(
            names = "--monitoring",
            description = "also run Prometheus on the stack, with the rules and alerts of monitoring/")
    private boolean monitoring;

    @Override
    public Integer call() throws Exception {
        Console console = new Console(System.out);
        StackPorts ports = freePorts ? options.ports().orFree() : options.ports();
        try (LocalStack stack = LocalStack.prepare(options.config(ports), console);
                StopOnSignal stop = StopOnSignal.close(stack)) {
            System.out.println("Starting Teleloop, data in " + stack.data().root());
            stack.start();
            if (!algorithm.isEmpty()) {
                String policy = stack.task() + "-" + algorithm;
                stack.startTrainer(new TrainerPlan(algorithm, policy, "", demonstrations, false));
                System.out.println();
                System.out.println("Watch it learn:   " + stack.learnPage());
            }
            if (!plan.isEmpty()) {
                stack.startAugmenter(plan);
            }
            if (monitoring) {
                stack.startMonitoring();
                System.out.println();
                System.out.println("Watch the stack:  " + stack.monitoring());
            }
            System.out.println();
            System.out.println("Drive the robot:  " + stack.drivePage());
            System.out.println("See the episodes: " + stack.episodesPage());
            System.out.println("Make data sets:   " + stack.datasetsPage());
            System.out.println("Another robot:    ./teleloop robot --task push-t --gateway " + stack.gateway()
                    + " --token-file " + stack.robotTokenFile("sim-push-t"));
            System.out.println("Stop with Ctrl-C. Logs are in " + stack.data().logs());
            new CountDownLatch(1).await();
            return 0;
        }
    }
}
