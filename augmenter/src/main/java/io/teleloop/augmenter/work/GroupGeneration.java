package io.teleloop.augmenter.work;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.teleloop.augmentation.Augmenter;
import io.teleloop.augmentation.Generation;
import io.teleloop.augmentation.SourceEpisode;
import io.teleloop.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes a whole group out of some demonstrations. The group's own note fixes what it is made from and how, and each
/// attempt is noted when its episode is in the log: so it may be killed at any time and goes on where it was.
public final class GroupGeneration {
    private static final String PLAN = "group";
    /// Start states that a run may use up.
    private static final long SEEDS_OF_A_RUN = 1_000_000;
    /// Below all start states that are kept for evaluations.
    private static final long MOST_SEED = 400;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GroupLedger ledger;
    private final EpisodeWriter writer;

    /// What a group is made from, and how.
    ///
    /// @param augmenter with its version, as in `demonstration-generator@1`
    /// @param parameters a JSON object
    /// @param seed 0 to 400, chooses the start states
    /// @param sources ids of the demonstrations
    public record Plan(
            @JsonProperty String augmenter,
            @JsonProperty String parameters,
            @JsonProperty String task,
            @JsonProperty long seed,
            @JsonProperty List<String> sources) {
        public Plan {
            if (seed < 0 || seed > MOST_SEED) {
                throw new IllegalArgumentException("the seed is " + seed + ", it must be from 0 to " + MOST_SEED);
            }
            sources = List.copyOf(sources);
        }
    }

    public GroupGeneration(ObjectStore store, String group, EpisodeWriter writer) {
        this.ledger = new GroupLedger(store, group);
        this.writer = writer;
    }

    /// The plan by which the group was begun; empty when it was not.
    ///
    /// @throws IllegalArgumentException when the group was removed
    public Optional<Plan> begun() throws IOException {
        requireNotRemoved();
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
    /// @throws IllegalStateException when nearly every attempt fails
    /// @throws IllegalArgumentException when the group was begun with another plan, or is removed
    public Generation run(
            Augmenter augmenter, Plan plan, List<SourceEpisode> sources, int wanted, Consumer<Generation> listener)
            throws IOException, InterruptedException {
        begin(plan);
        Generation generation = new Generation(
                augmenter, sources, ledger.group(), attempt -> plan.seed() * SEEDS_OF_A_RUN + attempt, wanted);
        new NotedAttempts(ledger, writer).run(generation, "", (now, success) -> listener.accept(now));
        requireNotRemoved();
        generation.requireNotExhausted();
        return generation;
    }

    private void requireNotRemoved() throws IOException {
        if (ledger.isRemoved()) {
            throw new IllegalArgumentException("group " + ledger.group() + " was removed; choose another name");
        }
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
