package io.teleloop.k8s;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// What every overlay keeps to.
@SuppressWarnings("ImmutableEnumChecker") // A method reference holds nothing.
enum Rule {
    SETTINGS_ARE_ACCEPTED(CodeRules::settingsAreAccepted),
    TOPICS_ARE_THE_CONTRACTS(CodeRules::topicsAreTheContracts),
    KAFKA_IS_THE_CLUSTERS(CodeRules::kafkaIsTheClusters),
    SCALING_READS_THE_SERVICES_LAG(CodeRules::scalingReadsTheServicesLag),
    PORTS_ARE_THE_SERVICES(CodeRules::portsAreTheServices),
    METRICS_ARE_SCRAPED(CodeRules::metricsAreScraped),
    PROBES_ASK_THE_MANAGEMENT_PORT(CodeRules::probesAskTheManagementPort),
    STOPPING_HAS_TIME(CodeRules::stoppingHasTime),
    SPOOLS_HAVE_ROOM(CodeRules::spoolsHaveRoom),
    IMAGES_ARE_BUILT(CodeRules::imagesAreBuilt),

    PODS_ARE_RESTRICTED(PodRules::podsAreRestricted),
    NO_VARIABLES_ARE_ADDED(PodRules::noVariablesAreAdded),
    CONTAINERS_ARE_PROBED(PodRules::containersAreProbed),
    MEMORY_IS_BOUNDED(PodRules::memoryIsBounded),
    IMAGES_ARE_PINNED(PodRules::imagesArePinned),
    DISRUPTIONS_ARE_BUDGETED(PodRules::disruptionsAreBudgeted),
    COPIES_ARE_SPREAD(PodRules::copiesAreSpread),

    ALL_TRAFFIC_IS_DENIED_FIRST(NetworkRules::allTrafficIsDeniedFirst),
    POLICIES_SELECT_PODS_AND_PORTS(NetworkRules::policiesSelectPodsAndPorts),
    NOBODY_COMES_IN_FROM_EVERYWHERE(NetworkRules::nobodyComesInFromEverywhere),
    SERVICES_REACH_KAFKA_AND_STORE(NetworkRules::servicesReachKafkaAndStore),
    MEDIA_PORTS_ARE_THE_GATEWAYS(NetworkRules::mediaPortsAreTheGateways),
    SERVICES_SELECT_PODS_AND_PORTS(NetworkRules::servicesSelectPodsAndPorts);

    private final Function<Cluster, Stream<String>> check;

    Rule(Function<Cluster, Stream<String>> check) {
        this.check = check;
    }

    /// One sentence for each violation.
    List<String> problems(Cluster cluster) {
        return check.apply(cluster).toList();
    }
}
