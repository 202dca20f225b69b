package io.teleloop.lerobot;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Collects violations, a few of each rule: one mistake in a writer breaks a rule in every row.
final class Findings {
    private static final int PER_RULE = 5;

    private final Map<Rule, List<Violation>> found = new EnumMap<>(Rule.class);

    void add(Rule rule, String problem) {
        List<Violation> ofRule = found.computeIfAbsent(rule, first -> new ArrayList<>());
        if (ofRule.size() < PER_RULE) {
            ofRule.add(new Violation(rule, problem));
        }
    }

    void require(boolean holds, Rule rule, Supplier<String> problem) {
        if (!holds) {
            add(rule, problem.get());
        }
    }

    List<Violation> violations() {
        return found.values().stream().flatMap(List::stream).toList();
    }
}
