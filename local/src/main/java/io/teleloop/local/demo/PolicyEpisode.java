package io.teleloop.local.demo;

import java.util.Locale;

/// An episode in which a policy drove.
///
/// @param seconds robot clock
/// @param ticks control ticks of the operator
/// @param helped of these, ticks in which the operator drove
record PolicyEpisode(boolean success, double seconds, int ticks, int helped) {
    double helpedShare() {
        return ticks == 0 ? 0 : (double) helped / ticks;
    }

    String describe() {
        return String.format(Locale.ROOT, "%s after %.1f s", success ? "success" : "failure", seconds);
    }
}
