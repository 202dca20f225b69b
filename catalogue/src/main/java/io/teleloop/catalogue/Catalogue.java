package io.teleloop.catalogue;

import io.micrometer.core.instrument.Counter;
import io.teleloop.archive.Archive;
import io.teleloop.catalogue.database.Database;
import io.teleloop.catalogue.http.CatalogueServer;
import io.teleloop.catalogue.label.PersonLabels;
import io.teleloop.catalogue.projection.Projection;
import io.teleloop.catalogue.projection.StoreNews;
import io.teleloop.catalogue.projection.StoredDocuments;
import io.teleloop.contract.ConsumerGroups;
import io.teleloop.contract.MetricNames;
import io.teleloop.kafka.GroupLoop;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.LogWriter;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.RunningService;
import io.teleloop.service.TokenFile;
import io.teleloop.store.ObjectStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.IntConsumer;

/// A running catalogue.
public final class Catalogue implements AutoCloseable {
    /// Topics that are read at a time.
    private static final int AT_A_TIME = 2;

    private final RunningService service;
    private final int port;

    private Catalogue(RunningService service, int port) {
        this.service = service;
        this.port = port;
    }

    /// Returns when store and database were found good and questions are answered.
    ///
    /// @param exit ends the process with a code, when the catalogue cannot go on
    /// @throws ConfigurationException when a setting or the store is no good
    public static Catalogue start(CatalogueConfig config, IntConsumer exit) throws Exception {
        int[] port = new int[1];
        RunningService service = RunningService.start(
                "catalogue", config.management(), exit, starting -> port[0] = startParts(config, starting));
        return new Catalogue(service, port[0]);
    }

    /// Where it is asked.
    public int port() {
        return port;
    }

    @Override
    public void close() throws Exception {
        service.close();
    }

    /// @return the port that it answers on
    private static int startParts(CatalogueConfig config, RunningService service) throws Exception {
        TokenFile operators = TokenFile.read(config.operatorTokens());
        ObjectStore store = service.add(ObjectStore.open(config.store()));
        store.awaitUsable(service::waitsFor);
        Database database = service.add(Database.open(config.database(), Database.LIVE));
        database.awaitUsable(service::waitsFor);

        Projection projection = new Projection(database, new StoredDocuments(store));
        Counter refused = service.metrics().counter(MetricNames.CATALOGUE_EVENTS_REFUSED);
        GroupLoop news = service.add(GroupLoop.start(
                KafkaClients.member(config.kafka(), ConsumerGroups.CATALOGUE, Map.of()),
                StoreNews.TOPICS,
                new StoreNews(projection, refused::increment),
                AT_A_TIME,
                service.metrics(),
                service::fail));
        // Trouble with the news leaves the rows as they are: they can be asked, and a metric tells what is not in them.
        service.watch(news::turns, () -> "");
        LogWriter log = service.add(new LogWriter(KafkaClients.producer(config.kafka())));
        PersonLabels labels = new PersonLabels(new Archive(store), log, projection, InstantSource.system());
        return service.add(CatalogueServer.start(
                        config.host(), config.port(), operators, database, store, labels, service.metrics()))
                .port();
    }
}
