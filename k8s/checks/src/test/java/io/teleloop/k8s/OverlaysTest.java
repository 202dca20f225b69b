package io.teleloop.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Namespace;
import io.teleloop.k8s.ServiceCode.Read;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverlaysTest {
    private static final Map<String, Cluster> OVERLAYS = new HashMap<>();

    private static Cluster overlay(String name) {
        return OVERLAYS.computeIfAbsent(name, overlay -> Cluster.parse(Manifests.ofOverlay(overlay)));
    }

    static Stream<Arguments> everyRuleOfEveryOverlay() {
        return Stream.of("dev", "prod")
                .flatMap(overlay -> Arrays.stream(Rule.values()).map(rule -> Arguments.of(overlay, rule)));
    }

    @ParameterizedTest
    @MethodSource("everyRuleOfEveryOverlay")
    void anOverlayKeepsToTheRules(String overlay, Rule rule) {
        List<String> problems = rule.problems(overlay(overlay));

        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void anOverlayRunsEveryService(String overlay) {
        List<Workload> services = overlay(overlay).services();

        assertThat(services)
                .extracting(Workload::name)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ServiceCode.values())
                        .map(ServiceCode::module)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void aClusterRefusesOtherPodsThanRestrictedOnes(String overlay) {
        List<Namespace> namespaces = overlay(overlay).all(Namespace.class);

        assertThat(namespaces).singleElement().satisfies(namespace -> assertThat(
                        namespace.getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted"));
    }

    @Test
    void aMisspeltFieldIsRefused() throws IOException {
        List<ObjectNode> misspelt = Manifests.parse("""
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaTopic
                metadata: {name: example}
                spec: {partition: 3}
                """);

        assertThatThrownBy(() -> Cluster.parse(misspelt))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("partition");
    }

    @Test
    void aSecretDoesNotBelongIntoTheManifests() throws IOException {
        List<ObjectNode> secret = Manifests.parse("""
                apiVersion: v1
                kind: Secret
                metadata: {name: example}
                """);

        assertThatThrownBy(() -> Cluster.parse(secret)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void settingsComeFromTheFilesOfThePod() {
        Cluster cluster = overlay("prod");
        Workload recorder = cluster.services().stream()
                .filter(workload -> workload.name().equals("recorder"))
                .findFirst()
                .orElseThrow();

        Read read = CodeRules.read(ServiceCode.RECORDER, recorder, cluster);

        assertThat(read.kafka()).hasValue("teleloop-kafka-bootstrap:9092");
    }
}
