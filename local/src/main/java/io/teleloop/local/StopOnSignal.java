package io.teleloop.local;

import io.teleloop.local.stack.LocalStack;
import java.io.IOException;

/// Closes the stack when the JVM is told to end (Ctrl-C, SIGTERM, closed terminal).
final class StopOnSignal implements AutoCloseable {
    private final Thread hook;

    private StopOnSignal(Thread hook) {
        this.hook = hook;
    }

    static StopOnSignal close(LocalStack stack) {
        Thread hook = Thread.ofPlatform().name("stop").unstarted(() -> {
            System.out.println("\nStopping");
            try {
                stack.close();
            } catch (IOException e) {
                System.err.println("teleloop: the data folder cannot be released: " + e.getMessage());
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        return new StopOnSignal(hook);
    }

    /// From now on whoever holds the stack closes it.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends already: the hook closes the stack.
        }
    }
}
