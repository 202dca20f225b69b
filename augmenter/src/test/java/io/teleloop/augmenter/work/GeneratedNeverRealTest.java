package io.teleloop.augmenter.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.teleloop.augmenter.plan.PlannedAugmentation;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.DataObject;
import io.teleloop.contract.storage.Manifest.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/// Whatever stands in a generated episode's manifest, nothing takes it for one that a robot performed, and the other
/// way round. What is true is read off the stored bytes, without the code that is under test: the JSON has an object
/// `provenance`, or it has not.
class GeneratedNeverRealTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 200)
    void everyCountShouldAgreeWithTheStoredBytes(
            @ForAll @Size(max = 6) List<@From("manifests") Manifest> episodes, @ForAll("groups") String group)
            throws IOException {
        int generated = 0;
        int ofTheGroup = 0;
        for (Manifest episode : episodes) {
            JsonNode provenance = JSON.readTree(episode.toJson()).path("provenance");
            generated += provenance.isObject() ? 1 : 0;
            ofTheGroup += provenance.path("group").asText().equals(group) ? 1 : 0;
        }
        List<Manifest> stored = new ArrayList<>();
        for (Manifest episode : episodes) {
            stored.add(Manifest.parse(episode.toJson()));
        }
        int real = episodes.size() - generated;
        assertThat(stored.stream().filter(Manifest::generated)).hasSize(generated);
        assertThat(stored.stream().filter(manifest -> GroupRemoval.belongs(manifest, group)))
                .hasSize(ofTheGroup);
        assertThat(stored.stream().filter(manifest -> EventHandler.mayBeAugmented(plan(group, false), manifest)))
                .hasSize(real);
        assertThat(stored.stream().filter(manifest -> EventHandler.mayBeAugmented(plan(group, true), manifest)))
                .hasSize(episodes.size() - ofTheGroup);
    }

    private static PlannedAugmentation plan(String group, boolean ofGenerated) {
        return PlannedAugmentation.of("demonstration-generator", group, 1, ofGenerated, null);
    }

    @Provide
    Arbitrary<String> groups() {
        return Arbitraries.of("nightly", "by-hand", "a");
    }

    @Provide
    Arbitrary<Manifest> manifests() {
        Arbitrary<String> text = Arbitraries.of("", "real", "generated", "null", "demonstration-generator@1", "{}");
        Arbitrary<Provenance> provenance = Combinators.combine(
                        text,
                        Arbitraries.integers().between(0, 3),
                        groups(),
                        Arbitraries.longs(),
                        text,
                        text.list().ofMaxSize(3))
                .as(Provenance::new);
        return Combinators.combine(provenance.injectNull(0.5), text, text, Arbitraries.of("success", "failure"))
                .as((made, operator, robot, outcome) -> new Manifest(
                        Manifest.VERSION,
                        "0195500a-0000-7000-8000-000000000001",
                        "sealed",
                        null,
                        "peg-insertion",
                        "",
                        robot,
                        "sim-arm-7",
                        operator,
                        outcome,
                        0,
                        1,
                        2,
                        20,
                        3,
                        made,
                        new DataObject("key", "hash", 1, "mcap"),
                        List.of()));
    }
}
