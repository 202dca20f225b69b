package io.teleloop.k8s;

import io.teleloop.augmenter.AugmenterConfig;
import io.teleloop.catalogue.CatalogueConfig;
import io.teleloop.contract.ConsumerGroups;
import io.teleloop.contract.Topics;
import io.teleloop.datasets.service.DatasetsConfig;
import io.teleloop.gateway.GatewayConfig;
import io.teleloop.labeler.LabelerConfig;
import io.teleloop.recorder.RecorderConfig;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.Settings;
import io.teleloop.trainer.TrainerConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The services as their code is: a further one is one more constant.
@SuppressWarnings("ImmutableEnumChecker") // The functions hold nothing.
enum ServiceCode {
    GATEWAY("teleop-gateway", "gateway", Optional.empty(), settings -> {
        GatewayConfig config = GatewayConfig.from(settings);
        return new Read(
                Optional.of(config.kafkaBootstrap()),
                config.management().host(),
                config.management().port(),
                Optional.of(new Spool(config.spoolFolder(), config.spoolMaxBytes())),
                Optional.of(new Http(config.host(), config.port())),
                Optional.of(new Media(config.icePortMin(), config.icePortMax())));
    }),
    RECORDER("recorder", "recorder", Optional.of(new Consumer(Topics.SAMPLES, ConsumerGroups.RECORDER)), settings -> {
        RecorderConfig config = RecorderConfig.from(settings);
        return new Read(
                Optional.of(config.kafka().bootstrap()),
                config.management().host(),
                config.management().port(),
                Optional.of(new Spool(config.spoolDir(), config.limits().spoolBytes())),
                Optional.empty(),
                Optional.empty());
    }),
    LABELER("labeler", "labeler", Optional.of(new Consumer(Topics.EPISODES, ConsumerGroups.LABELER)), settings -> {
        LabelerConfig config = LabelerConfig.from(settings);
        return new Read(
                Optional.of(config.kafka().bootstrap()),
                config.management().host(),
                config.management().port(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }),
    CATALOGUE("catalogue", "catalogue", Optional.empty(), settings -> {
        CatalogueConfig config = CatalogueConfig.from(settings);
        return new Read(
                Optional.of(config.kafka().bootstrap()),
                config.management().host(),
                config.management().port(),
                Optional.empty(),
                Optional.of(new Http(config.host(), config.port())),
                Optional.empty());
    }),
    DATASETS("datasets", "datasets", Optional.empty(), settings -> {
        DatasetsConfig config = DatasetsConfig.from(settings);
        return new Read(
                Optional.empty(),
                config.management().host(),
                config.management().port(),
                // Of exports that are not done: the rows, and the videos of one episode.
                Optional.of(new Spool(config.work(), 8L << 30)),
                Optional.of(new Http(config.host(), config.port())),
                Optional.empty());
    }),
    TRAINER("trainer-worker", "trainer", Optional.empty(), settings -> {
        TrainerConfig config = TrainerConfig.from(settings);
        return new Read(
                Optional.of(config.kafka().bootstrap()),
                config.management().host(),
                config.management().port(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }),
    AUGMENTER(
            "augmenter",
            "augmenter",
            Optional.of(new Consumer(Topics.EPISODES, ConsumerGroups.AUGMENTER)),
            settings -> {
                AugmenterConfig config = AugmenterConfig.from(settings);
                return new Read(
                        Optional.of(config.kafka().bootstrap()),
                        config.management().host(),
                        config.management().port(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
            });

    /// What a service read of its settings.
    ///
    /// @param kafka empty for a service that does without
    record Read(
            Optional<String> kafka,
            String managementHost,
            int managementPort,
            Optional<Spool> spool,
            Optional<Http> http,
            Optional<Media> media) {}

    /// Where and how much it may write.
    record Spool(Path folder, long bytes) {}

    /// Where it takes connections.
    record Http(String host, int port) {}

    /// UDP ports of media.
    record Media(int lowest, int highest) {}

    /// How instances share the work.
    record Consumer(Topics topic, String group) {}

    private final String module;
    private final String settingsName;
    private final Optional<Consumer> shared;
    private final Function<Settings, Read> config;

    ServiceCode(String module, String settingsName, Optional<Consumer> shared, Function<Settings, Read> config) {
        this.module = module;
        this.settingsName = settingsName;
        this.shared = shared;
        this.config = config;
    }

    /// The service that a workload is named after.
    static Optional<ServiceCode> of(Workload workload) {
        return named(workload.name());
    }

    static Optional<ServiceCode> named(String workload) {
        for (ServiceCode service : values()) {
            if (service.module.equals(workload)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }

    String module() {
        return module;
    }

    /// Empty where more instances do not share the work.
    Optional<Consumer> shared() {
        return shared;
    }

    /// @throws ConfigurationException when the service would not start
    Read read(Map<String, String> environment) {
        return config.apply(Settings.load(settingsName, environment));
    }
}
