package io.teleloop.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Everything that an overlay asks a cluster for, in its types. A Secret is no such thing: those are provided by hand.
record Cluster(List<Object> objects) {
    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
            Map.entry("kafka.strimzi.io/v1/Kafka", Kafka.class),
            Map.entry("kafka.strimzi.io/v1/KafkaNodePool", KafkaNodePool.class),
            Map.entry("kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class),
            Map.entry("keda.sh/v1alpha1/ScaledObject", ScaledObject.class));

    private static final ObjectMapper STRICT = new ObjectMapper().setAnnotationIntrospector(new NothingUnknown());

    /// The types would keep fields that they do not know; a misspelt one must fail instead.
    private static final class NothingUnknown extends JacksonAnnotationIntrospector {
        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    /// @throws IllegalArgumentException for a kind or a field that does not exist
    static Cluster parse(List<ObjectNode> documents) {
        List<Object> objects = new ArrayList<>();
        for (ObjectNode document : documents) {
            String kind = document.path("apiVersion").asText() + "/"
                    + document.path("kind").asText();
            Class<?> type = TYPES.get(kind);
            if (type == null) {
                throw new IllegalArgumentException(kind + " is no kind that belongs here");
            }
            try {
                objects.add(STRICT.treeToValue(document, type));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(
                        kind + " " + document.at("/metadata/name").asText() + ": " + e.getOriginalMessage(), e);
            }
        }
        return new Cluster(List.copyOf(objects));
    }

    <T> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<Workload> workloads() {
        return objects.stream().flatMap(Workload::of).toList();
    }

    /// The workloads that run our services.
    List<Workload> services() {
        return workloads().stream().filter(Workload::isService).toList();
    }
}
