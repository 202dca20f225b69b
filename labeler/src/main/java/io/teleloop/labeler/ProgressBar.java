package io.teleloop.labeler;

import io.teleloop.labeler.work.BackFill;
import java.io.PrintStream;
import java.util.Locale;

/// A bar on a terminal, a line now and then elsewhere.
final class ProgressBar implements BackFill.Progress {
    private static final int WIDTH = 24;
    private static final long TERMINAL_NS = 200_000_000L;
    private static final long FILE_NS = 15_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private long shownNs;
    private boolean shown;

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void now(long seen, long all) {
        long now = System.nanoTime();
        if (shown && seen < all && now - shownNs < (terminal ? TERMINAL_NS : FILE_NS)) {
            return;
        }
        shown = true;
        shownNs = now;
        double share = all == 0 ? 1 : (double) seen / all;
        int done = (int) Math.round(WIDTH * share);
        String bar = "#".repeat(done) + "-".repeat(WIDTH - done);
        String line = String.format(Locale.ROOT, "[%s] %3.0f %% | %d of %d episodes", bar, 100 * share, seen, all);
        out.print(terminal ? "\r" + line + "\033[K" : line + "\n");
        out.flush();
    }

    /// Leaves the bar's line.
    void end() {
        if (terminal && shown) {
            out.println();
        }
    }
}
