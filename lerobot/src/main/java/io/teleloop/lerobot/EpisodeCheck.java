package io.teleloop.lerobot;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Holds `meta/episodes` against the rules.
final class EpisodeCheck {
    private final DatasetReader dataset;
    private final Findings findings;

    EpisodeCheck(DatasetReader dataset, Findings findings) {
        this.dataset = dataset;
        this.findings = findings;
    }

    private void checkTasks() {
        Set<String> used = new HashSet<>();
        dataset.episodes().forEach(episode -> used.addAll(episode.tasks()));
        Set<String> seen = new HashSet<>();
        for (String task : dataset.tasks()) {
            findings.require(seen.add(task), Rule.TASKS, () -> "the task '" + task + "' stands twice");
            findings.require(used.contains(task), Rule.TASKS, () -> "no episode has the task '" + task + "'");
        }
    }

    void run() {
        List<EpisodeEntry> episodes = dataset.episodes();
        checkTasks();
        long next = 0;
        for (int i = 0; i < episodes.size(); i++) {
            int row = i;
            long expected = next;
            EpisodeEntry episode = episodes.get(i);
            findings.require(
                    episode.index() == row,
                    Rule.EPISODES_IN_ORDER,
                    () -> "row " + row + " is that of episode " + episode.index());
            findings.require(
                    episode.from() == expected,
                    Rule.EPISODES_WITHOUT_GAP,
                    () -> "episode " + episode.index() + " begins at frame " + episode.from()
                            + ", and the one before ends at " + expected);
            findings.require(
                    episode.to() - episode.from() == episode.length() && episode.length() > 0,
                    Rule.EPISODES_WITHOUT_GAP,
                    () -> "episode " + episode.index() + " goes from frame " + episode.from() + " to " + episode.to()
                            + ", and its length is " + episode.length());
            for (String task : episode.tasks()) {
                findings.require(
                        dataset.tasks().contains(task),
                        Rule.TASK_INDICES,
                        () -> "episode " + episode.index() + " has the task '" + task + "', which has no index");
            }
            next = episode.to();
        }
    }
}
