package io.teleloop.augmenter.work;

import io.teleloop.augmentation.GeneratedEpisode;
import io.teleloop.augmentation.Generation;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// Makes attempts until enough have succeeded. Each is noted when its episode is in the log: so it may be killed at
/// any time, and goes on where it was.
final class NotedAttempts {
    private static final String FAILED = "{}\n";

    private final GroupLedger ledger;
    private final EpisodeWriter writer;

    /// Hears of each attempt that is made; not of those that were noted before.
    @FunctionalInterface
    interface Listener {
        void attempted(Generation generation, boolean success);
    }

    NotedAttempts(GroupLedger ledger, EpisodeWriter writer) {
        this.ledger = ledger;
        this.writer = writer;
    }

    /// Ends when enough attempts have succeeded, nearly all have failed, or the group is removed.
    ///
    /// @param prefix of the notes' names
    /// @throws IOException when log or store do not answer
    void run(Generation generation, String prefix, Listener listener) throws IOException, InterruptedException {
        while (!generation.done() && !generation.exhausted() && !ledger.isRemoved()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while generating for group " + ledger.group());
            }
            String name = String.format(Locale.ROOT, "%sattempt-%06d", prefix, generation.attempts());
            Optional<String> noted = ledger.note(name);
            if (noted.isPresent()) {
                generation.count(!noted.get().equals(FAILED));
            } else {
                Optional<GeneratedEpisode> episode = generation.attempt();
                if (episode.isPresent()) {
                    writer.write(episode.get());
                }
                String note = episode.map(made -> "{\"episode\": \"" + made.id() + "\"}\n")
                        .orElse(FAILED);
                boolean _ = ledger.add(name, note);
                listener.attempted(generation, episode.isPresent());
            }
        }
    }
}
