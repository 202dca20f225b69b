package io.teleloop.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A Deployment or StatefulSet.
///
/// @param replicas null where something else sets it
record Workload(
        String kind,
        String name,
        @Nullable Integer replicas,
        PodTemplateSpec template,
        List<PersistentVolumeClaim> claims) {
    private static final String SERVICE_CONTAINER = "service";
    private static final String PART_OF = "app.kubernetes.io/part-of";
    private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";

    static Stream<Workload> of(Object object) {
        return switch (object) {
            case Deployment d ->
                Stream.of(new Workload(
                        "Deployment",
                        d.getMetadata().getName(),
                        d.getSpec().getReplicas(),
                        d.getSpec().getTemplate(),
                        List.of()));
            case StatefulSet s ->
                Stream.of(new Workload(
                        "StatefulSet",
                        s.getMetadata().getName(),
                        s.getSpec().getReplicas(),
                        s.getSpec().getTemplate(),
                        s.getSpec().getVolumeClaimTemplates()));
            default -> Stream.empty();
        };
    }

    PodSpec pod() {
        return template.getSpec();
    }

    /// Those that run and those that run before.
    List<Container> containers() {
        return Stream.concat(pod().getInitContainers().stream(), pod().getContainers().stream())
                .toList();
    }

    /// Whether it runs one of our services and not a part of the platform.
    boolean isService() {
        return "teleloop".equals(template.getMetadata().getLabels().get(PART_OF));
    }

    Container service() {
        return pod().getContainers().stream()
                .filter(container -> container.getName().equals(SERVICE_CONTAINER))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no container '" + SERVICE_CONTAINER + "'"));
    }

    boolean hasPort(String port) {
        return pod().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .anyMatch(p -> port.equals(p.getName()));
    }

    boolean isSelectedBy(@Nullable LabelSelector selector) {
        return selector != null
                && selector.getMatchExpressions().isEmpty()
                && isSelectedBy(selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels());
    }

    /// Knows the label that Kubernetes gives each pod of a StatefulSet too.
    boolean isSelectedBy(Map<String, String> wanted) {
        Map<String, String> labels = new HashMap<>(wanted);
        String pod = labels.remove(POD_NAME);
        return template.getMetadata().getLabels().entrySet().containsAll(labels.entrySet())
                && (pod == null || hasPod(pod));
    }

    private boolean hasPod(String pod) {
        return kind.equals("StatefulSet")
                && pod.startsWith(name + "-")
                && (replicas == null || Integer.parseInt(pod.substring(name.length() + 1)) < replicas);
    }
}
