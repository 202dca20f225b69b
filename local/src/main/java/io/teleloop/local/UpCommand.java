package io.teleloop.local;

import io.teleloop.local.stack.LocalStack;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Runs the stack until it is told to stop.
@Command(
        name = "up",
        description = "Run the whole stack with a simulated robot until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options = new StackOptions();

    @Override
    public Integer call() throws Exception {
        Console console = new Console(System.out);
        try (LocalStack stack = LocalStack.prepare(options.config(options.ports()), console);
                StopOnSignal stop = StopOnSignal.close(stack)) {
            System.out.println("Starting Teleloop, data in " + stack.data().root());
            stack.start();
            System.out.println();
            System.out.println("Drive the robot:  " + stack.drivePage());
            System.out.println("Stop with Ctrl-C. Logs are in " + stack.data().logs());
            new CountDownLatch(1).await();
            return 0;
        }
    }
}
