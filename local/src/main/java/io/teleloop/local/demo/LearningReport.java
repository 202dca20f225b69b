package io.teleloop.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What learning brought, as text for a terminal.
final class LearningReport {
    private final Measured expert;
    private final Measured cloned;
    private final List<PolicyEpisode> helped;
    private final Measured learned;
    private final int edge;

    /// @param helped the episodes of learning, in order
    /// @param edge episodes that count as the start and as the end of learning
    LearningReport(Measured expert, Measured cloned, List<PolicyEpisode> helped, Measured learned, int edge) {
        this.expert = expert;
        this.cloned = cloned;
        this.helped = List.copyOf(helped);
        this.learned = learned;
        this.edge = edge;
    }

    List<String> lines() {
        TextTable success = new TextTable("who", "success", "episodes", "time of a success");
        for (Measured measured : List.of(expert, cloned, learned)) {
            success.row(
                    measured.who(),
                    percent((double) measured.successes() / measured.episodes()),
                    Integer.toString(measured.episodes()),
                    Double.isNaN(measured.seconds()) ? "-" : String.format(Locale.ROOT, "%.1f s", measured.seconds()));
        }
        List<String> lines = new ArrayList<>(success.lines());
        lines.add("");
        int n = Math.min(edge, helped.size());
        TextTable help = new TextTable("learning with a simulated intervener", "episodes", "driven by the person");
        help.row("first", Integer.toString(n), percent(share(helped.subList(0, n))));
        help.row("last", Integer.toString(n), percent(share(helped.subList(helped.size() - n, helped.size()))));
        help.row("all", Integer.toString(helped.size()), percent(share(helped)));
        lines.addAll(help.lines());
        return lines;
    }

    private static double share(List<PolicyEpisode> episodes) {
        int ticks = episodes.stream().mapToInt(PolicyEpisode::ticks).sum();
        return ticks == 0
                ? 0
                : (double) episodes.stream().mapToInt(PolicyEpisode::helped).sum() / ticks;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
