package io.teleloop.lerobot;

/// A place where a data set breaks a rule.
///
/// @param problem what is wrong, and where
public record Violation(Rule rule, String problem) {
    @Override
    public String toString() {
        return rule + ": " + problem + " (" + rule.says() + ")";
    }
}
