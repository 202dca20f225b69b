package io.teleloop.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.teleloop.contract.Topics;
import io.teleloop.k8s.ServiceCode.Consumer;
import io.teleloop.k8s.ServiceCode.Read;
import io.teleloop.k8s.ServiceCode.Spool;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementServer;
import io.teleloop.service.ServiceMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where the manifests repeat what the code says.
final class CodeRules {
    private static final String MANAGEMENT = "management";
    private static final String ANY_HOST = "0.0.0.0";

    private CodeRules() {}

    /// The service's own code reads the pod's environment.
    static Stream<String> settingsAreAccepted(Cluster cluster) {
        return cluster.services().stream().flatMap(workload -> {
            Optional<ServiceCode> code = ServiceCode.of(workload);
            if (code.isEmpty()) {
                return Stream.of(workload.name() + " is no service whose settings are known");
            }
            try {
                read(code.get(), workload, cluster);
                return Stream.of();
            } catch (ConfigurationException e) {
                return Stream.of(workload.name() + " would not start: " + e.getMessage());
            }
        });
    }

    static Stream<String> topicsAreTheContracts(Cluster cluster) {
        Map<String, String> wanted = new TreeMap<>();
        for (Topics topic : Topics.all()) {
            wanted.put(topic.topic(), describe(topic.partitions(), topic.settings()));
        }
        Map<String, String> found = new TreeMap<>();
        for (KafkaTopic topic : cluster.all(KafkaTopic.class)) {
            Map<String, String> settings = new HashMap<>();
            topic.getSpec().getConfig().forEach((key, value) -> settings.put(key, String.valueOf(value)));
            found.put(topic.getMetadata().getName(), describe(topic.getSpec().getPartitions(), settings));
        }
        return found.equals(wanted)
                ? Stream.of()
                : Stream.of("the topics are " + found + ", the contract has " + wanted);
    }

    private static String describe(int partitions, Map<String, String> settings) {
        return partitions + " partitions " + new TreeMap<>(settings);
    }

    static Stream<String> kafkaIsTheClusters(Cluster cluster) {
        List<String> clusters = cluster.all(Kafka.class).stream()
                .map(kafka -> kafka.getMetadata().getName() + "-kafka-bootstrap:9092")
                .toList();
        return known(cluster, (workload, read) -> read.kafka().stream()
                .filter(server -> !clusters.contains(server))
                .map(server -> workload.name() + " looks for Kafka at " + server + ", there is " + clusters));
    }

    /// Of services whose settings are not good it is not known.
    static boolean asksKafka(Workload workload, Cluster cluster) {
        return known(cluster, (service, read) -> read.kafka().isEmpty() ? Stream.of(service.name()) : Stream.of())
                .noneMatch(workload.name()::equals);
    }

    static Stream<String> scalingReadsTheServicesLag(Cluster cluster) {
        List<String> problems = new ArrayList<>();
        for (ScaledObject scaled : cluster.all(ScaledObject.class)) {
            String name = scaled.spec().scaleTargetRef().name();
            Optional<Workload> target = cluster.services().stream()
                    .filter(workload -> workload.name().equals(name)
                            && workload.kind()
                                    .equals(scaled.spec().scaleTargetRef().kind()))
                    .findFirst();
            Optional<Consumer> consumer = ServiceCode.named(name).flatMap(ServiceCode::shared);
            if (target.isEmpty() || consumer.isEmpty()) {
                problems.add(name + " is scaled and is no service whose instances share the work");
                continue;
            }
            if (target.get().replicas() != null) {
                problems.add(name + " is scaled and has a fixed number of replicas too");
            }
            if (scaled.spec().maxReplicaCount() > consumer.get().topic().partitions()) {
                problems.add(
                        name + " has fewer partitions than " + scaled.spec().maxReplicaCount() + " replicas");
            }
            for (ScaledObject.Trigger trigger : scaled.spec().triggers()) {
                ScaledObject.Lag lag = trigger.metadata();
                if (!lag.topic().equals(consumer.get().topic().topic())
                        || !lag.consumerGroup().equals(consumer.get().group())
                        || !lag.offsetResetPolicy().equals("earliest")) {
                    problems.add(name + " is scaled by " + lag + ", it consumes " + consumer.get());
                }
                String server = bootstrap(cluster, scaled.metadata().getNamespace());
                if (!lag.bootstrapServers().equals(server)) {
                    problems.add(name + " is scaled by the lag at " + lag.bootstrapServers() + ", Kafka is " + server);
                }
            }
        }
        return problems.stream();
    }

    private static String bootstrap(Cluster cluster, String namespace) {
        return cluster.all(Kafka.class).stream()
                .map(kafka -> kafka.getMetadata().getName() + "-kafka-bootstrap." + namespace + ".svc:9092")
                .collect(Collectors.joining(","));
    }

    static Stream<String> portsAreTheServices(Cluster cluster) {
        return known(cluster, (workload, read) -> {
            Map<String, Integer> wanted = new TreeMap<>(Map.of(MANAGEMENT, read.managementPort()));
            read.http().ifPresent(http -> wanted.put("http", http.port()));
            Map<String, Integer> found = new TreeMap<>();
            for (ContainerPort port : workload.service().getPorts()) {
                found.put(port.getName(), port.getContainerPort());
            }
            boolean open = read.managementHost().equals(ANY_HOST)
                    && read.http().stream().allMatch(http -> http.host().equals(ANY_HOST));
            return found.equals(wanted) && open
                    ? Stream.of()
                    : Stream.of(workload.name() + " declares ports " + found + " and listens as " + read);
        });
    }

    /// Of services only where something scrapes at all.
    static Stream<String> metricsAreScraped(Cluster cluster) {
        return cluster.all(PodMonitor.class).stream().flatMap(monitor -> {
            List<PodMetricsEndpoint> endpoints = monitor.getSpec().getPodMetricsEndpoints();
            boolean right = endpoints.stream()
                    .allMatch(endpoint -> MANAGEMENT.equals(endpoint.getPort())
                            && ManagementServer.METRICS_PATH.equals(endpoint.getPath()));
            return cluster.services().stream()
                    .filter(workload ->
                            !right || !workload.isSelectedBy(monitor.getSpec().getSelector()))
                    .map(workload -> workload.name() + " is not scraped at its management port");
        });
    }

    static Stream<String> probesAskTheManagementPort(Cluster cluster) {
        return cluster.services().stream()
                .filter(workload -> {
                    Container service = workload.service();
                    return !asks(service.getStartupProbe(), ManagementServer.LIVE_PATH)
                            || !asks(service.getLivenessProbe(), ManagementServer.LIVE_PATH)
                            || !asks(service.getReadinessProbe(), ManagementServer.READY_PATH);
                })
                .map(workload -> workload.name() + " is not probed as its management port answers");
    }

    private static boolean asks(Probe probe, String path) {
        return probe != null
                && probe.getHttpGet() != null
                && path.equals(probe.getHttpGet().getPath())
                && MANAGEMENT.equals(probe.getHttpGet().getPort().getStrVal());
    }

    static Stream<String> stoppingHasTime(Cluster cluster) {
        return cluster.services().stream()
                .filter(workload -> workload.pod().getTerminationGracePeriodSeconds()
                        < pauseBeforeStop(workload.service()) + ServiceMain.LONGEST_STOP.toSeconds())
                .map(workload -> workload.name() + " is killed before it had its "
                        + ServiceMain.LONGEST_STOP.toSeconds() + " s to stop");
    }

    private static long pauseBeforeStop(Container container) {
        return container.getLifecycle() == null
                ? 0
                : container.getLifecycle().getPreStop().getSleep().getSeconds();
    }

    /// In a volume that outlives the pod.
    static Stream<String> spoolsHaveRoom(Cluster cluster) {
        return known(cluster, (workload, read) -> {
            if (read.spool().isEmpty()) {
                return Stream.of();
            }
            Spool spool = read.spool().get();
            return claimOf(workload, spool.folder())
                            .filter(room -> room > spool.bytes())
                            .isPresent()
                    ? Stream.of()
                    : Stream.of(workload.name() + " has no volume with room for " + spool);
        });
    }

    private static Optional<Long> claimOf(Workload workload, Path folder) {
        for (VolumeMount mount : workload.service().getVolumeMounts()) {
            for (PersistentVolumeClaim claim : workload.claims()) {
                if (folder.startsWith(mount.getMountPath())
                        && claim.getMetadata().getName().equals(mount.getName())) {
                    return Optional.ofNullable(
                                    claim.getSpec().getResources().getRequests().get("storage"))
                            .map(size -> size.getNumericalAmount().longValue());
                }
            }
        }
        return Optional.empty();
    }

    /// By the module that the workload is named after.
    static Stream<String> imagesAreBuilt(Cluster cluster) {
        return cluster.services().stream().flatMap(workload -> {
            Path module = Manifests.FOLDER.resolveSibling(workload.name()).resolve("pom.xml");
            String image = workload.service().getImage();
            String last = image.substring(image.lastIndexOf('/') + 1);
            return last.startsWith(workload.name() + ":") && builds(module)
                    ? Stream.of()
                    : Stream.of(workload.name() + " runs image " + image + ", which " + module + " does not build");
        });
    }

    private static boolean builds(Path module) {
        try {
            return Files.exists(module)
                    && Files.readString(module).contains("<artifactId>jib-maven-plugin</artifactId>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Of services whose settings are good; that others are not is for the rule about settings to say.
    private static Stream<String> known(Cluster cluster, BiFunction<Workload, Read, Stream<String>> check) {
        return cluster.services().stream().flatMap(workload -> {
            try {
                return ServiceCode.of(workload).map(code -> read(code, workload, cluster)).stream()
                        .flatMap(read -> check.apply(workload, read));
            } catch (ConfigurationException e) {
                return Stream.of();
            }
        });
    }

    static Read read(ServiceCode code, Workload workload, Cluster cluster) {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "pod-").toAbsolutePath();
            return code.read(PodEnvironment.of(workload, cluster, folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
