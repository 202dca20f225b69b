package io.teleloop.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How pods run, whatever is in them.
final class PodRules {
    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m");
    /// A registry, a name, and a tag that does not move.
    private static final Pattern PINNED = Pattern.compile("[^/:]+(:\\d+)?/[^:]+:(?!latest$)[\\w.-]+");
    private static final long MEBIBYTE = 1L << 20;
    /// Of a JVM beside its heap: code, classes, threads, direct buffers.
    private static final long BESIDE_HEAP = 384 * MEBIBYTE;

    private PodRules() {}

    /// As the Pod Security Standard "restricted" asks, and with a root file system that cannot be written.
    static Stream<String> podsAreRestricted(Cluster cluster) {
        return cluster.workloads().stream()
                .filter(workload -> !isRestricted(workload.pod())
                        || !workload.containers().stream().allMatch(PodRules::isRestricted))
                .map(workload -> workload.name() + " may do more than a restricted pod");
    }

    private static boolean isRestricted(PodSpec pod) {
        PodSecurityContext context = pod.getSecurityContext();
        return context != null
                && Boolean.TRUE.equals(context.getRunAsNonRoot())
                && Objects.requireNonNullElse(context.getRunAsUser(), 0L) != 0
                && context.getSeccompProfile() != null
                && context.getSeccompProfile().getType().equals("RuntimeDefault")
                && !Boolean.TRUE.equals(pod.getHostNetwork())
                && !Boolean.TRUE.equals(pod.getHostPID())
                && !Boolean.TRUE.equals(pod.getHostIPC())
                && Boolean.FALSE.equals(pod.getAutomountServiceAccountToken())
                && pod.getVolumes().stream().allMatch(volume -> volume.getHostPath() == null);
    }

    private static boolean isRestricted(Container container) {
        SecurityContext context = container.getSecurityContext();
        return context != null
                && Boolean.FALSE.equals(context.getAllowPrivilegeEscalation())
                && Boolean.TRUE.equals(context.getReadOnlyRootFilesystem())
                && !Boolean.TRUE.equals(context.getPrivileged())
                && context.getRunAsUser() == null
                && context.getRunAsNonRoot() == null
                && context.getSeccompProfile() == null
                && context.getCapabilities() != null
                && context.getCapabilities().getDrop().equals(List.of("ALL"))
                && List.of("NET_BIND_SERVICE")
                        .containsAll(context.getCapabilities().getAdd());
    }

    /// Kubernetes' own ones would be read as settings.
    static Stream<String> noVariablesAreAdded(Cluster cluster) {
        return cluster.workloads().stream()
                .filter(workload -> !Boolean.FALSE.equals(workload.pod().getEnableServiceLinks()))
                .map(workload -> workload.name() + " gets variables of other services");
    }

    static Stream<String> containersAreProbed(Cluster cluster) {
        return cluster.workloads().stream().flatMap(workload -> workload.pod().getContainers().stream()
                .filter(container -> Stream.of(
                                container.getStartupProbe(),
                                container.getLivenessProbe(),
                                container.getReadinessProbe())
                        .anyMatch(Objects::isNull))
                .map(container -> workload.name() + "/" + container.getName() + " lacks a probe"));
    }

    static Stream<String> memoryIsBounded(Cluster cluster) {
        return cluster.workloads().stream().flatMap(workload -> workload.containers().stream()
                .filter(container -> !isBounded(container, workload.isService()))
                .map(container -> workload.name() + "/" + container.getName()
                        + " needs requests, a limit of memory and room in it beside the heap"));
    }

    private static boolean isBounded(Container container, boolean service) {
        ResourceRequirements resources = container.getResources();
        if (resources == null) {
            return false;
        }
        Map<String, Quantity> requests = resources.getRequests();
        Optional<Long> limit = bytes(resources.getLimits().get("memory"));
        Optional<Long> heap = heap(container);
        return requests.containsKey("cpu")
                && requests.containsKey("memory")
                && limit.isPresent()
                && (heap.isPresent() ? heap.get() + BESIDE_HEAP <= limit.get() : !service);
    }

    private static Optional<Long> heap(Container container) {
        return container.getEnv().stream()
                .filter(variable -> variable.getName().equals("JAVA_TOOL_OPTIONS"))
                .map(EnvVar::getValue)
                .map(HEAP::matcher)
                .filter(Matcher::find)
                .map(found -> Long.parseLong(found.group(1)) * MEBIBYTE)
                .findFirst();
    }

    private static Optional<Long> bytes(@Nullable Quantity quantity) {
        return Optional.ofNullable(quantity).map(q -> q.getNumericalAmount().longValue());
    }

    static Stream<String> imagesArePinned(Cluster cluster) {
        return cluster.workloads().stream()
                .flatMap(workload -> workload.containers().stream())
                .map(Container::getImage)
                .filter(image -> !PINNED.matcher(image).matches())
                .map(image -> "image " + image + " has no registry or no version");
    }

    static Stream<String> disruptionsAreBudgeted(Cluster cluster) {
        return cluster.workloads().stream()
                .filter(workload -> cluster.all(PodDisruptionBudget.class).stream()
                                .filter(budget ->
                                        workload.isSelectedBy(budget.getSpec().getSelector()))
                                .count()
                        != 1)
                .map(workload -> workload.name() + " has not exactly one disruption budget");
    }

    /// Where there is more than one.
    static Stream<String> copiesAreSpread(Cluster cluster) {
        return cluster.workloads().stream()
                .filter(workload -> !Objects.equals(workload.replicas(), 1))
                .filter(workload -> workload.pod().getTopologySpreadConstraints().stream()
                        .noneMatch(constraint -> constraint.getTopologyKey().equals("kubernetes.io/hostname")))
                .map(workload -> workload.name() + " may have all its copies on one machine");
    }
}
