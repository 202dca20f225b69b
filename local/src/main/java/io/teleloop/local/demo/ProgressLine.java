package io.teleloop.local.demo;

import java.io.PrintStream;
import java.util.Locale;

/// How far the demonstrations have come: a bar that redraws itself on a terminal, a line for each one elsewhere.
final class ProgressLine {
    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private final int total;

    ProgressLine(PrintStream out, boolean terminal, int total) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
    }

    /// @param done demonstrations that are over
    /// @param current how far the current one is, 0 to 1
    void moving(int done, double current, String what) {
        if (terminal) {
            out.print("\r" + bar(done, current) + " " + what + "\u001b[K");
            out.flush();
        }
    }

    /// One more is over.
    void done(int done, String how) {
        if (terminal) {
            out.print("\r" + bar(done, 0) + " " + how + "\u001b[K");
            if (done == total) {
                out.println();
            }
        } else {
            out.println("  " + bar(done, 0) + " " + how);
        }
        out.flush();
    }

    private String bar(int done, double current) {
        int filled = (int) Math.round(WIDTH * Math.min(total, done + Math.clamp(current, 0, 1)) / total);
        return String.format(Locale.ROOT, "[%s%s] %2d/%d", "#".repeat(filled), ".".repeat(WIDTH - filled), done, total);
    }
}
