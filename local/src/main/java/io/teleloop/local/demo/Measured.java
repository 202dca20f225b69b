package io.teleloop.local.demo;

import java.util.List;

/// How well somebody did.
///
/// @param who the expert, or a policy with its version
/// @param seconds mean duration of the episodes that succeeded, NaN for none
record Measured(String who, int episodes, int successes, double seconds) {
    static Measured of(String who, List<PolicyEpisode> episodes) {
        List<PolicyEpisode> successes =
                episodes.stream().filter(PolicyEpisode::success).toList();
        return new Measured(
                who,
                episodes.size(),
                successes.size(),
                successes.stream().mapToDouble(PolicyEpisode::seconds).average().orElse(Double.NaN));
    }
}
