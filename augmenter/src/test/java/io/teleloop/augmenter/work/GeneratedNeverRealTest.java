package io.teleloop.augmenter.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.teleloop.augmenter.plan.PlannedAugmentation;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.DataObject;
import io.teleloop.contract.storage.Manifest.Provenance;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever stands in a generated episode's manifest, nothing takes it for one that a robot performed, and the other
/// way round.
class GeneratedNeverRealTest {
    @Property(tries = 300)
    void aManifestShouldTellAfterStorageToo(@ForAll("manifests") Manifest manifest) throws IOException {
        assertThat(Manifest.parse(manifest.toJson()).generated())
                .isEqualTo(manifest.generated())
                .isEqualTo(manifest.provenance() != null);
    }

    @Property(tries = 300)
    void aGeneratedEpisodeShouldOnlyBeAugmentedWhenThePlanSaysSo(
            @ForAll("manifests") Manifest manifest, @ForAll("groups") String group, @ForAll boolean ofGenerated) {
        boolean augmented = EventHandler.mayBeAugmented(plan(group, ofGenerated), manifest);
        Provenance provenance = manifest.provenance();
        if (provenance == null) {
            assertThat(augmented).isTrue();
        } else {
            assertThat(augmented).isEqualTo(ofGenerated && !provenance.group().equals(group));
        }
    }

    @Property(tries = 300)
    void aRealEpisodeShouldBelongToNoGroupThatIsRemoved(
            @ForAll("manifests") Manifest manifest, @ForAll("groups") String group) {
        if (GroupRemoval.belongs(manifest, group)) {
            assertThat(manifest.generated()).isTrue();
        }
    }

    private static PlannedAugmentation plan(String group, boolean ofGenerated) {
        return new PlannedAugmentation(
                "demonstration-generator", group, 1, ofGenerated, JsonNodeFactory.instance.objectNode());
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
