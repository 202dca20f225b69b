package io.teleloop.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule notices when one object of a good overlay is broken.
class BrokenRulesTest {
    private static final List<ObjectNode> GOOD = Manifests.ofOverlay("prod");
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    /// What is broken in which object.
    record Broken(Rule rule, String what, String kind, String name, Consumer<ObjectNode> edit) {
        @Override
        public String toString() {
            return rule + ": " + what;
        }
    }

    static Stream<Broken> brokenObjects() {
        return Stream.of(
                broken(Rule.SETTINGS_ARE_ACCEPTED, "a setting is misspelt", "StatefulSet", "recorder", o -> env(
                                o, "TELELOOP_RECORDER_SPOOL_DIR")
                        .put("name", "TELELOOP_RECORDER_SPOOLDIR")),
                broken(Rule.SETTINGS_ARE_ACCEPTED, "a setting is missing", "Deployment", "trainer-worker", o -> env(
                                o, "TELELOOP_TRAINER_TASK")
                        .put("name", "OTHER")),
                broken(
                        Rule.SETTINGS_ARE_ACCEPTED,
                        "the store's keys are not there",
                        "StatefulSet",
                        "recorder",
                        o -> remove(o, CONTAINER + "/volumeMounts", "name", "store")),
                broken(Rule.SETTINGS_ARE_ACCEPTED, "nobody knows the service", "StatefulSet", "recorder", o -> at(
                                o, "/metadata")
                        .put("name", "other")),
                broken(Rule.TOPICS_ARE_THE_CONTRACTS, "retention", "KafkaTopic", "teleloop.steps", o -> at(
                                o, "/spec/config")
                        .put("retention.ms", 1)),
                broken(Rule.TOPICS_ARE_THE_CONTRACTS, "cleanup", "KafkaTopic", "teleloop.policies", o -> at(
                                o, "/spec/config")
                        .put("cleanup.policy", "delete")),
                broken(Rule.TOPICS_ARE_THE_CONTRACTS, "partitions", "KafkaTopic", "teleloop.samples", o -> at(
                                o, "/spec")
                        .put("partitions", 4)),
                broken(Rule.TOPICS_ARE_THE_CONTRACTS, "name", "KafkaTopic", "teleloop.audit", o -> at(o, "/metadata")
                        .put("name", "teleloop.other")),
                broken(Rule.KAFKA_IS_THE_CLUSTERS, "another cluster", "Kafka", "teleloop", o -> at(o, "/metadata")
                        .put("name", "other")),
                broken(Rule.SCALING_READS_THE_SERVICES_LAG, "group", "ScaledObject", "recorder", o -> at(
                                o, "/spec/triggers/0/metadata")
                        .put("consumerGroup", "other")),
                broken(Rule.SCALING_READS_THE_SERVICES_LAG, "topic", "ScaledObject", "recorder", o -> at(
                                o, "/spec/triggers/0/metadata")
                        .put("topic", "teleloop.steps")),
                broken(Rule.SCALING_READS_THE_SERVICES_LAG, "server", "ScaledObject", "recorder", o -> at(
                                o, "/spec/triggers/0/metadata")
                        .put("bootstrapServers", "other:9092")),
                broken(Rule.SCALING_READS_THE_SERVICES_LAG, "more than partitions", "ScaledObject", "recorder", o -> at(
                                o, "/spec")
                        .put("maxReplicaCount", 9)),
                broken(Rule.SCALING_READS_THE_SERVICES_LAG, "a fixed number too", "StatefulSet", "recorder", o -> at(
                                o, "/spec")
                        .put("replicas", 3)),
                broken(Rule.SCALING_READS_THE_SERVICES_LAG, "a leader", "ScaledObject", "recorder", o -> at(
                                o, "/spec/scaleTargetRef")
                        .put("name", "trainer-worker")),
                broken(Rule.PORTS_ARE_THE_SERVICES, "another port", "StatefulSet", "teleop-gateway", o -> at(
                                o, CONTAINER + "/ports/0")
                        .put("containerPort", 8081)),
                broken(Rule.PORTS_ARE_THE_SERVICES, "only this machine", "StatefulSet", "recorder", o -> env(
                                o, "TELELOOP_RECORDER_MANAGEMENT_HOST")
                        .put("value", "127.0.0.1")),
                broken(Rule.METRICS_ARE_SCRAPED, "path", "PodMonitor", "teleloop", o -> at(
                                o, "/spec/podMetricsEndpoints/0")
                        .put("path", "/other")),
                broken(Rule.METRICS_ARE_SCRAPED, "pods", "PodMonitor", "teleloop", o -> at(
                                o, "/spec/selector/matchLabels")
                        .put("app.kubernetes.io/name", "recorder")),
                broken(Rule.PROBES_ASK_THE_MANAGEMENT_PORT, "path", "StatefulSet", "recorder", o -> at(
                                o, CONTAINER + "/livenessProbe/httpGet")
                        .put("path", "/readyz")),
                broken(Rule.STOPPING_HAS_TIME, "too short", "StatefulSet", "teleop-gateway", o -> at(o, POD)
                        .put("terminationGracePeriodSeconds", 64)),
                broken(Rule.SPOOLS_HAVE_ROOM, "small volume", "StatefulSet", "recorder", o -> at(
                                o, "/spec/volumeClaimTemplates/0/spec/resources/requests")
                        .put("storage", "16Gi")),
                broken(Rule.SPOOLS_HAVE_ROOM, "elsewhere", "StatefulSet", "recorder", o -> env(
                                o, "TELELOOP_RECORDER_SPOOL_DIR")
                        .put("value", "/tmp/spool")),
                broken(Rule.IMAGES_ARE_BUILT, "of another module", "StatefulSet", "recorder", o -> at(o, CONTAINER)
                        .put("image", "registry.example.org/teleloop/other:0.1.0")),
                broken(Rule.PODS_ARE_RESTRICTED, "root", "StatefulSet", "recorder", o -> at(o, POD + "/securityContext")
                        .put("runAsUser", 0)),
                broken(Rule.PODS_ARE_RESTRICTED, "writable root", "Deployment", "turn", o -> at(
                                o, CONTAINER + "/securityContext")
                        .put("readOnlyRootFilesystem", false)),
                broken(Rule.PODS_ARE_RESTRICTED, "no seccomp", "Deployment", "turn", o -> at(
                                o, POD + "/securityContext")
                        .remove("seccompProfile")),
                broken(Rule.PODS_ARE_RESTRICTED, "a capability", "Deployment", "turn", o -> ((ArrayNode)
                                o.at(CONTAINER + "/securityContext/capabilities/add"))
                        .add("NET_ADMIN")),
                broken(Rule.PODS_ARE_RESTRICTED, "host network", "StatefulSet", "teleop-gateway", o -> at(o, POD)
                        .put("hostNetwork", true)),
                broken(Rule.NO_VARIABLES_ARE_ADDED, "service links", "StatefulSet", "teleop-gateway", o -> at(o, POD)
                        .put("enableServiceLinks", true)),
                broken(Rule.CONTAINERS_ARE_PROBED, "no readiness", "Deployment", "turn", o -> at(o, CONTAINER)
                        .remove("readinessProbe")),
                broken(Rule.MEMORY_IS_BOUNDED, "no limit", "Deployment", "turn", o -> at(o, CONTAINER + "/resources")
                        .remove("limits")),
                broken(Rule.MEMORY_IS_BOUNDED, "heap fills it", "StatefulSet", "recorder", o -> env(
                                o, "JAVA_TOOL_OPTIONS")
                        .put("value", "-Xmx1200m")),
                broken(Rule.MEMORY_IS_BOUNDED, "no heap flag", "StatefulSet", "recorder", o -> env(
                                o, "JAVA_TOOL_OPTIONS")
                        .put("value", "")),
                broken(Rule.IMAGES_ARE_PINNED, "latest", "Deployment", "turn", o -> at(o, CONTAINER)
                        .put("image", "docker.io/coturn/coturn:latest")),
                broken(Rule.DISRUPTIONS_ARE_BUDGETED, "other pods", "PodDisruptionBudget", "recorder", o -> at(
                                o, "/spec/selector/matchLabels")
                        .put("app.kubernetes.io/name", "other")),
                broken(Rule.COPIES_ARE_SPREAD, "no constraint", "StatefulSet", "teleop-gateway", o -> at(o, POD)
                        .remove("topologySpreadConstraints")),
                broken(
                        Rule.ALL_TRAFFIC_IS_DENIED_FIRST,
                        "only one way",
                        "NetworkPolicy",
                        "default-deny",
                        o -> ((ArrayNode) o.at("/spec/policyTypes")).remove(1)),
                broken(Rule.POLICIES_SELECT_PODS_AND_PORTS, "no such pods", "NetworkPolicy", "turn", o -> at(
                                o, "/spec/podSelector/matchLabels")
                        .put("app.kubernetes.io/name", "other")),
                broken(Rule.POLICIES_SELECT_PODS_AND_PORTS, "no such port", "NetworkPolicy", "metrics", o -> at(
                                o, "/spec/ingress/0/ports/0")
                        .put("port", "other")),
                broken(Rule.POLICIES_SELECT_PODS_AND_PORTS, "no such peers", "NetworkPolicy", "kafka-clients", o -> at(
                                o, "/spec/egress/0/to/0/podSelector/matchLabels")
                        .put("strimzi.io/cluster", "other")),
                broken(Rule.NOBODY_COMES_IN_FROM_EVERYWHERE, "anybody", "NetworkPolicy", "metrics", o -> at(
                                o, "/spec/ingress/0")
                        .remove("from")),
                broken(Rule.SERVICES_REACH_KAFKA_AND_STORE, "no label", "StatefulSet", "recorder", o -> at(
                                o, "/spec/template/metadata/labels")
                        .remove("teleloop.io/object-store")),
                broken(Rule.SERVICES_REACH_KAFKA_AND_STORE, "not let in", "Kafka", "teleloop", o -> at(
                                o, "/spec/kafka/listeners/0/networkPolicyPeers/0/podSelector/matchLabels")
                        .put("teleloop.io/kafka", "other")),
                broken(Rule.MEDIA_PORTS_ARE_THE_GATEWAYS, "other ports", "StatefulSet", "teleop-gateway", o -> env(
                                o, "TELELOOP_GATEWAY_ICE_PORT_MAX")
                        .put("value", "20300")),
                broken(Rule.SERVICES_SELECT_PODS_AND_PORTS, "no such pod", "Service", "teleop-gateway-1", o -> at(
                                o, "/spec/selector")
                        .put("statefulset.kubernetes.io/pod-name", "teleop-gateway-2")),
                broken(Rule.SERVICES_SELECT_PODS_AND_PORTS, "no such port", "Service", "recorder", o -> at(
                                o, "/spec/ports/0")
                        .put("targetPort", "other")),
                broken(Rule.SERVICES_SELECT_PODS_AND_PORTS, "no such service", "Service", "teleop-gateway-0", o -> at(
                                o, "/metadata")
                        .put("name", "other")));
    }

    @ParameterizedTest
    @MethodSource("brokenObjects")
    void aRuleNoticesABrokenObject(Broken broken) {
        List<ObjectNode> documents = GOOD.stream().map(ObjectNode::deepCopy).toList();
        ObjectNode object = documents.stream()
                .filter(document -> document.path("kind").asText().equals(broken.kind())
                        && document.at("/metadata/name").asText().equals(broken.name()))
                .findFirst()
                .orElseThrow();
        broken.edit().accept(object);

        List<String> problems = broken.rule().problems(Cluster.parse(documents));

        assertThat(problems).isNotEmpty();
    }

    @Test
    void everyRuleIsSeenToFail() {
        Set<Rule> seen = EnumSet.noneOf(Rule.class);

        brokenObjects().map(Broken::rule).forEach(seen::add);

        assertThat(seen).containsExactlyInAnyOrderElementsOf(Arrays.asList(Rule.values()));
    }

    private static Broken broken(Rule rule, String what, String kind, String name, Consumer<ObjectNode> edit) {
        return new Broken(rule, what, kind, name, edit);
    }

    private static ObjectNode at(ObjectNode object, String path) {
        return (ObjectNode) object.at(path);
    }

    private static ObjectNode env(ObjectNode workload, String name) {
        for (JsonNode variable : workload.at(CONTAINER + "/env")) {
            if (variable.path("name").asText().equals(name)) {
                return (ObjectNode) variable;
            }
        }
        throw new IllegalStateException("there is no variable " + name);
    }

    private static void remove(ObjectNode object, String list, String key, String value) {
        ArrayNode items = (ArrayNode) object.at(list);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).path(key).asText().equals(value)) {
                items.remove(i);
                return;
            }
        }
        throw new IllegalStateException("there is no " + value + " in " + list);
    }
}
