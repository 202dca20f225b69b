package io.teleloop.datasets;

import io.teleloop.datasets.DatasetDocument.Member;

/// A version of a data set in a list.
///
/// @param real of episodes that robots performed
/// @param generated of the others
public record DatasetSummary(String name, int version, String task, Count real, Count generated) {
    /// Episodes and their control steps.
    public record Count(int episodes, long steps) {}

    static DatasetSummary of(DatasetDocument dataset) {
        return new DatasetSummary(
                dataset.name(), dataset.number(), dataset.filter().task(), count(dataset, false), count(dataset, true));
    }

    private static Count count(DatasetDocument dataset, boolean generated) {
        int episodes = 0;
        long steps = 0;
        for (Member member : dataset.episodes()) {
            if (member.generated() == generated) {
                episodes++;
                steps += member.steps();
            }
        }
        return new Count(episodes, steps);
    }
}
