package io.teleloop.labeler;

import io.teleloop.contract.ConsumerGroups;
import io.teleloop.contract.Topics;
import io.teleloop.kafka.GroupLoop;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.LogWriter;
import io.teleloop.labeler.work.Announcer;
import io.teleloop.labeler.work.EpisodeLabeling;
import io.teleloop.labeler.work.LabelingMetrics;
import io.teleloop.labeler.work.SealedEpisodes;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.RunningService;
import io.teleloop.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/// Starts a labeler. It labels with the models that are in the store when it starts.
public final class LabelerService {
    private LabelerService() {}

    /// Returns when the store was found good and reading has begun.
    ///
    /// @param exit ends the process with a code, when the labeler cannot go on
    /// @throws ConfigurationException when a setting or the store is no good
    public static RunningService start(LabelerConfig config, IntConsumer exit) throws Exception {
        return RunningService.start("labeler", config.management(), exit, service -> startParts(config, service));
    }

    private static void startParts(LabelerConfig config, RunningService service) throws Exception {
        ObjectStore store = service.add(ObjectStore.open(config.store()));
        store.awaitUsable(service::waitsFor);
        LogWriter log = service.add(new LogWriter(KafkaClients.producer(config.kafka())));
        List<Labeler> labelers = Labelers.all(store);
        LabelingMetrics metrics = new LabelingMetrics(service.metrics(), labelers);
        EpisodeLabeling labeling = new EpisodeLabeling(store, labelers, new Announcer(log), metrics);
        GroupLoop loop = service.add(GroupLoop.start(
                KafkaClients.member(config.kafka(), ConsumerGroups.LABELER, Map.of()),
                Set.of(Topics.EPISODES.topic()),
                new SealedEpisodes(labeling, metrics),
                1,
                service.metrics(),
                service::fail));
        service.watch(loop::turns, loop::trouble);
    }
}
