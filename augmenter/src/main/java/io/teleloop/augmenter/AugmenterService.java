package io.teleloop.augmenter;

import io.teleloop.archive.Archive;
import io.teleloop.augmenter.work.EpisodeWriter;
import io.teleloop.augmenter.work.EventHandler;
import io.teleloop.augmenter.work.VariantMaker;
import io.teleloop.contract.ConsumerGroups;
import io.teleloop.contract.Topics;
import io.teleloop.kafka.GroupLoop;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.RunningService;
import io.teleloop.store.ObjectStore;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/// Starts an augmenter.
public final class AugmenterService {
    /// Each may take minutes: the next ones are left to whoever is there then.
    private static final Map<String, Object> ONE_AT_A_TIME = Map.of("max.poll.records", 1);

    private AugmenterService() {}

    /// Returns when the store was found good and reading has begun.
    ///
    /// @param exit ends the process with a code, when the augmenter cannot go on
    /// @throws ConfigurationException when a setting or the store is no good
    public static RunningService start(AugmenterConfig config, IntConsumer exit) throws Exception {
        return RunningService.start(
                AugmenterConfig.SERVICE, config.management(), exit, service -> startParts(config, service));
    }

    private static void startParts(AugmenterConfig config, RunningService service) throws InterruptedException {
        ObjectStore store = service.add(ObjectStore.open(config.store()));
        store.awaitUsable(service::waitsFor);
        EpisodeWriter writer = service.add(new EpisodeWriter(config.kafka()));
        VariantMaker variants = service.add(new VariantMaker(store, writer, new AugmenterMetrics(service.metrics())));
        GroupLoop loop = service.add(GroupLoop.start(
                KafkaClients.member(config.kafka(), ConsumerGroups.AUGMENTER, ONE_AT_A_TIME),
                Set.of(Topics.EPISODES.topic()),
                new EventHandler(config.plan(), new Archive(store), variants),
                1,
                service.metrics(),
                service::fail));
        service.watch(loop::turns, loop::trouble);
    }
}
