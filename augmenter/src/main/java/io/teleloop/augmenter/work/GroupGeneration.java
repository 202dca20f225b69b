package io.teleloop.augmenter.work;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.teleloop.augmentation.Augmenter;
import io.teleloop.augmentation.GeneratedEpisode;
import io.teleloop.augmentation.Generation;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.store.ObjectStore;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Makes a whole group out of some demonstrations. The group's own note fixes what it is made from and how, and each
/// attempt is noted when its episode is in the log: so it may be killed at any time and goes on where it was.
public final class GroupGeneration {
    private static final String PLAN = "group";
    private static final long SEEDS_OF_A_RUN = 1_000_000;
    private static final String FAILED = "{}\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GroupLedger ledger;
    private final EpisodeWriter writer;

    /// What a group is made from, and how.
    ///
    /// @param augmenter with its version, as in `demonstration-generator@1`
    /// @param parameters a JSON object
    /// @param sources ids of the demonstrations
    public record Plan(
            @JsonProperty String augmenter,
            @JsonProperty String parameters,
            @JsonProperty String task,
            @JsonProperty long seed,
            @JsonProperty List<String> sources) {
        public Plan {
            sources = List.copyOf(sources);
        }
    }

    /// Hears of each attempt.
    @FunctionalInterface
    public interface Listener {
        void attempted(Generation generation);
    }

    public GroupGeneration(ObjectStore store, String group, EpisodeWriter writer) {
        this.ledger = new GroupLedger(store, group);
        this.writer = writer;
    }

    /// The plan by which the group was begun; empty when it was not.
    ///
    /// @throws IllegalArgumentException when the group was removed
    public Optional<Plan> begun() throws IOException {
        if (ledger.isRemoved()) {
            throw new IllegalArgumentException("group " + ledger.group() + " was removed; choose another name");
        }
        Optional<String> note = ledger.note(PLAN);
        try {
            return note.isPresent() ? Optional.of(JSON.readValue(note.get(), Plan.class)) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IOException("the plan of group " + ledger.group() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Makes what is missing of a group.
    ///
    /// @param sources those of the plan
    /// @param wanted number of episodes; it may be raised from one run to the next
    /// @return how it went, earlier runs included
    public Generation run(Augmenter augmenter, Plan plan, List<SourceEpisode> sources, int wanted, Listener listener)
            throws IOException, InterruptedException {
        begin(plan);
        Set<String> done = new HashSet<>(ledger.steps());
        Generation generation = new Generation(
                augmenter, sources, ledger.group(), attempt -> plan.seed() * SEEDS_OF_A_RUN + attempt, wanted);
        while (!generation.done()) {
            String step = String.format(Locale.ROOT, "attempt-%06d", generation.attempts());
            if (done.contains(step)) {
                generation.count(!ledger.note(step).orElse(FAILED).equals(FAILED));
            } else {
                Optional<GeneratedEpisode> episode = generation.attempt();
                if (episode.isPresent()) {
                    writer.write(episode.get());
                }
                boolean _ = ledger.add(
                        step,
                        episode.map(made -> "{\"episode\": \"" + made.id() + "\"}\n")
                                .orElse(FAILED));
            }
            listener.attempted(generation);
        }
        return generation;
    }

    private void begin(Plan plan) throws IOException {
        try {
            boolean _ = ledger.add(PLAN, JSON.writeValueAsString(plan));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan always has a JSON form", e);
        }
        Plan fixed = begun().orElseThrow(() -> new IOException("the plan of group " + ledger.group() + " is gone"));
        if (!fixed.equals(plan)) {
            throw new IllegalArgumentException("group " + ledger.group() + " was begun with another plan, " + fixed
                    + "; give the same options, or another group");
        }
    }
}
