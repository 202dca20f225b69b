package io.teleloop.k8s;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.strimzi.api.kafka.model.kafka.Kafka;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Who may talk to whom, and that it finds somebody.
final class NetworkRules {
    private static final int KAFKA_PORT = 9092;
    private static final String STRIMZI = "strimzi.io/cluster";

    private NetworkRules() {}

    static Stream<String> allTrafficIsDeniedFirst(Cluster cluster) {
        return cluster.all(NetworkPolicy.class).stream()
                        .anyMatch(policy -> isEverybody(policy.getSpec().getPodSelector())
                                && policy.getSpec().getIngress().isEmpty()
                                && policy.getSpec().getEgress().isEmpty()
                                && Set.copyOf(policy.getSpec().getPolicyTypes()).equals(Set.of("Ingress", "Egress")))
                ? Stream.of()
                : Stream.of("no policy denies all traffic");
    }

    /// A policy for nobody, from or to nobody, or for a port that nobody has is a mistake.
    static Stream<String> policiesSelectPodsAndPorts(Cluster cluster) {
        List<String> problems = new ArrayList<>();
        for (NetworkPolicy policy : cluster.all(NetworkPolicy.class)) {
            String name = policy.getMetadata().getName();
            LabelSelector subject = policy.getSpec().getPodSelector();
            if (!selectsSomebody(cluster, subject)) {
                problems.add("policy " + name + " is for pods that do not exist");
            }
            Stream<NetworkPolicyPeer> peers = Stream.concat(
                    policy.getSpec().getIngress().stream().flatMap(rule -> rule.getFrom().stream()),
                    policy.getSpec().getEgress().stream().flatMap(rule -> rule.getTo().stream()));
            if (!peers.allMatch(peer -> isOutside(peer) || selectsSomebody(cluster, peer.getPodSelector()))) {
                problems.add("policy " + name + " lets pods in or out that do not exist");
            }
            policy.getSpec().getIngress().forEach(rule -> {
                if (!portsExist(cluster, List.of(subject), rule.getPorts())) {
                    problems.add("policy " + name + " opens a port that its pods do not have");
                }
            });
            policy.getSpec().getEgress().forEach(rule -> {
                List<LabelSelector> targets = rule.getTo().stream()
                        .filter(peer -> !isOutside(peer))
                        .map(NetworkPolicyPeer::getPodSelector)
                        .toList();
                if (!portsExist(cluster, targets, rule.getPorts())) {
                    problems.add("policy " + name + " goes to a port that nobody has");
                }
            });
        }
        return problems.stream();
    }

    private static boolean isOutside(NetworkPolicyPeer peer) {
        return peer.getNamespaceSelector() != null || peer.getIpBlock() != null;
    }

    private static boolean portsExist(Cluster cluster, List<LabelSelector> pods, List<NetworkPolicyPort> ports) {
        return ports.stream()
                .map(NetworkPolicyPort::getPort)
                .filter(Objects::nonNull)
                .map(IntOrString::getStrVal)
                .filter(Objects::nonNull)
                .allMatch(port -> pods.stream().allMatch(selector -> cluster.workloads().stream()
                        .filter(workload -> workload.isSelectedBy(selector))
                        .allMatch(workload -> workload.hasPort(port))));
    }

    private static boolean selectsSomebody(Cluster cluster, LabelSelector selector) {
        return isEverybody(selector)
                || isKafka(cluster, selector)
                || cluster.workloads().stream().anyMatch(workload -> workload.isSelectedBy(selector));
    }

    private static boolean isEverybody(LabelSelector selector) {
        return selector != null
                && labels(selector).isEmpty()
                && selector.getMatchExpressions().isEmpty();
    }

    /// Pods that Strimzi makes.
    private static boolean isKafka(Cluster cluster, LabelSelector selector) {
        String name = labels(selector).get(STRIMZI);
        return cluster.all(Kafka.class).stream()
                .anyMatch(kafka -> kafka.getMetadata().getName().equals(name));
    }

    private static Map<String, String> labels(LabelSelector selector) {
        return Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
    }

    /// Media excepted: it comes over UDP, and nothing is taken from a peer that was not agreed on before.
    static Stream<String> nobodyComesInFromEverywhere(Cluster cluster) {
        return cluster.all(NetworkPolicy.class).stream()
                .filter(policy -> policy.getSpec().getIngress().stream()
                        .anyMatch(rule -> (rule.getFrom().isEmpty()
                                        || rule.getFrom().stream().anyMatch(NetworkRules::isAnybody))
                                && !isMedia(rule.getPorts())))
                .map(policy -> "policy " + policy.getMetadata().getName() + " lets everybody in");
    }

    private static boolean isAnybody(NetworkPolicyPeer peer) {
        return peer.getIpBlock() != null || (peer.getPodSelector() == null && isEverybody(peer.getNamespaceSelector()));
    }

    private static boolean isMedia(List<NetworkPolicyPort> ports) {
        return !ports.isEmpty() && ports.stream().allMatch(port -> "UDP".equals(port.getProtocol()));
    }

    /// At the brokers, which let in by a list of their own, and at whatever else holds the store's port.
    static Stream<String> servicesReachKafkaAndStore(Cluster cluster) {
        return cluster.services().stream().flatMap(workload -> {
            List<String> problems = new ArrayList<>();
            boolean reachesKafka =
                    goesOut(cluster, workload, NetworkRules::isKafkaPort) && isLetInByKafka(cluster, workload);
            if (!reachesKafka && CodeRules.asksKafka(workload, cluster)) {
                problems.add(workload.name() + " cannot reach Kafka");
            }
            if (!goesOut(cluster, workload, NetworkRules::isStorePort)) {
                problems.add(workload.name() + " cannot reach the object store");
            }
            return problems.stream();
        });
    }

    private static boolean goesOut(Cluster cluster, Workload workload, Predicate<NetworkPolicyPort> port) {
        return cluster.all(NetworkPolicy.class).stream()
                .filter(policy -> workload.isSelectedBy(policy.getSpec().getPodSelector()))
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .flatMap(rule -> rule.getPorts().stream())
                .anyMatch(port);
    }

    private static boolean isKafkaPort(NetworkPolicyPort port) {
        return Objects.equals(port.getPort().getIntVal(), KAFKA_PORT);
    }

    private static boolean isStorePort(NetworkPolicyPort port) {
        return "s3".equals(port.getPort().getStrVal())
                || Objects.equals(port.getPort().getIntVal(), 443);
    }

    private static boolean isLetInByKafka(Cluster cluster, Workload workload) {
        return cluster.all(Kafka.class).stream()
                .flatMap(kafka -> kafka.getSpec().getKafka().getListeners().stream())
                .filter(listener -> listener.getPort() == KAFKA_PORT)
                .flatMap(listener -> listener.getNetworkPolicyPeers().stream())
                .anyMatch(peer -> workload.isSelectedBy(peer.getPodSelector()));
    }

    /// The UDP ports that are open at a gateway are those that it was told to use.
    static Stream<String> mediaPortsAreTheGateways(Cluster cluster) {
        return cluster.services().stream()
                .flatMap(workload ->
                        ServiceCode.of(workload)
                                .flatMap(code ->
                                        CodeRules.read(code, workload, cluster).media())
                                .stream()
                                .filter(media -> cluster.all(NetworkPolicy.class).stream()
                                        .filter(policy -> workload.isSelectedBy(
                                                policy.getSpec().getPodSelector()))
                                        .flatMap(policy -> policy.getSpec().getIngress().stream())
                                        .flatMap(rule -> rule.getPorts().stream())
                                        .filter(port -> "UDP".equals(port.getProtocol()))
                                        .noneMatch(port ->
                                                Objects.equals(port.getPort().getIntVal(), media.lowest())
                                                        && Objects.equals(port.getEndPort(), media.highest())))
                                .map(media -> workload.name() + " sends media from " + media + ", which is not open"));
    }

    static Stream<String> servicesSelectPodsAndPorts(Cluster cluster) {
        List<String> problems = new ArrayList<>();
        for (Service service : cluster.all(Service.class)) {
            for (ServicePort port : service.getSpec().getPorts()) {
                String target = port.getTargetPort().getStrVal();
                if (cluster.workloads().stream()
                        .filter(workload ->
                                workload.isSelectedBy(service.getSpec().getSelector()))
                        .noneMatch(workload -> workload.hasPort(target))) {
                    problems.add("service " + service.getMetadata().getName() + " leads to no pod with port " + target);
                }
            }
        }
        for (StatefulSet set : cluster.all(StatefulSet.class)) {
            if (service(cluster, set.getSpec().getServiceName()).isEmpty()) {
                problems.add(set.getMetadata().getName() + " has no service "
                        + set.getSpec().getServiceName());
            }
        }
        for (Ingress ingress : cluster.all(Ingress.class)) {
            ingress.getSpec().getRules().stream()
                    .flatMap(rule -> rule.getHttp().getPaths().stream())
                    .map(path -> path.getBackend().getService())
                    .filter(backend -> !exists(cluster, backend))
                    .forEach(backend -> problems.add("ingress leads to no service " + backend.getName()));
        }
        return problems.stream();
    }

    private static boolean exists(Cluster cluster, IngressServiceBackend backend) {
        return service(cluster, backend.getName()).stream()
                .flatMap(service -> service.getSpec().getPorts().stream())
                .anyMatch(port -> port.getName().equals(backend.getPort().getName()));
    }

    private static Optional<Service> service(Cluster cluster, String name) {
        return cluster.all(Service.class).stream()
                .filter(service -> service.getMetadata().getName().equals(name))
                .findFirst();
    }
}
