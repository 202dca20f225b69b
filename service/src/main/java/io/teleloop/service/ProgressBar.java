package io.teleloop.service;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;

/// How far a service's command is: a bar on a terminal, a line now and then elsewhere.
public final class ProgressBar {
    private static final int WIDTH = 30;
    private static final long TERMINAL_NS = 200_000_000L;
    private static final long FILE_NS = 10_000_000_000L;

    private final PrintStream out;
    private final boolean terminal = isTerminal();
    private long lastNs = System.nanoTime() - FILE_NS;

    public ProgressBar(PrintStream out) {
        this.out = out;
    }

    /// @param wanted of what is done, as far as known
    /// @param more shown behind; may be empty
    public void show(long done, long wanted, String more) {
        long now = System.nanoTime();
        if (done < wanted && now - lastNs < (terminal ? TERMINAL_NS : FILE_NS)) {
            return;
        }
        lastNs = now;
        double share = wanted == 0 ? 1 : Math.min(1, done / (double) wanted);
        int filled = (int) Math.round(WIDTH * share);
        out.printf(
                Locale.ROOT,
                "%s[%s%s] %d of %d%s%s",
                terminal ? "\r" : "",
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                done,
                wanted,
                more.isEmpty() ? "" : ", " + more,
                terminal && done < wanted ? "\033[K" : "\n");
        out.flush();
    }

    @SuppressWarnings("SystemConsoleNull") // Since JDK 25 there is none again when the output is redirected.
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
