package io.teleloop.augmenter;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.teleloop.archive.Archive;
import io.teleloop.augmenter.work.EpisodeWriter;
import io.teleloop.augmenter.work.EventHandler;
import io.teleloop.augmenter.work.VariantMaker;
import io.teleloop.contract.ConsumerGroups;
import io.teleloop.contract.Topics;
import io.teleloop.kafka.GroupLoop;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.service.ManagementServer;
import io.teleloop.store.ObjectStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/// A running augmenter.
public final class AugmenterService implements AutoCloseable {
    /// One event at a time: each may take minutes, and others may take it over meanwhile.
    private static final Map<String, Object> FEW_AT_A_TIME = Map.of("max.poll.records", 1);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ManagementServer management;

    private AugmenterService(ManagementServer management) {
        this.management = management;
        parts.push(management);
    }

    /// Returns when the store was found good and reading has begun.
    ///
    /// @param onFailure called when the augmenter cannot go on
    public static AugmenterService start(AugmenterConfig config, Runnable onFailure) throws Exception {
        AugmenterHealth health = new AugmenterHealth();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        AugmenterService service = new AugmenterService(
                ManagementServer.start(config.managementHost(), config.managementPort(), registry, health));
        try {
            service.startParts(config, health, registry, onFailure);
            return service;
        } catch (Exception e) {
            service.close();
            throw e;
        }
    }

    private void startParts(
            AugmenterConfig config, AugmenterHealth health, PrometheusMeterRegistry registry, Runnable onFailure)
            throws InterruptedException {
        ObjectStore store = ObjectStore.open(config.store());
        parts.push(store);
        store.awaitUsable(health::waitsFor);
        EpisodeWriter writer = new EpisodeWriter(KafkaClients.producer(config.kafka()));
        parts.push(writer);
        VariantMaker variants = new VariantMaker(store, writer, new AugmenterMetrics(registry));
        parts.push(variants);
        GroupLoop loop = GroupLoop.start(
                KafkaClients.member(config.kafka(), ConsumerGroups.AUGMENTER, FEW_AT_A_TIME),
                Set.of(Topics.EPISODES.topic()),
                new EventHandler(config.plan(), new Archive(store), variants),
                1,
                registry,
                failure -> Thread.ofPlatform().name("augmenter-failure").start(onFailure));
        parts.push(loop);
        health.reading(loop);
    }

    public int managementPort() {
        return management.port();
    }

    @Override
    public void close() throws Exception {
        Exception failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
