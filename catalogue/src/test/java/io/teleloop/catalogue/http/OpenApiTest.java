package io.teleloop.catalogue.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.teleloop.archive.Archive;
import io.teleloop.catalogue.database.Database;
import io.teleloop.catalogue.database.DatabaseConfig;
import io.teleloop.catalogue.label.PersonLabels;
import io.teleloop.catalogue.projection.Projection;
import io.teleloop.catalogue.projection.StoredDocuments;
import io.teleloop.catalogue.query.EpisodeFilter;
import io.teleloop.catalogue.query.EpisodePages;
import io.teleloop.http.OperatorRouter;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.KafkaConfig;
import io.teleloop.kafka.LogWriter;
import io.teleloop.service.TokenFile;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The description is what the routes are.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
    private static final Pattern VARIABLE = Pattern.compile(":([a-z]+)");

    private JsonNode description;

    @BeforeAll
    void read() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(CatalogueServer.class.getResourceAsStream(OperatorRouter.DESCRIPTION))) {
            description = new JsonMapper().readTree(in);
        }
    }

    @Test
    void everyRouteShouldBeDescribedAndEveryDescriptionBeARoute(@TempDir Path folder) throws Exception {
        Set<String> described = new TreeSet<>();
        description.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(routes(folder)).isEqualTo(described);
    }

    @Test
    void theListShouldTakeTheParametersThatAreDescribed() {
        Set<String> described = new HashSet<>();
        description
                .at("/paths/~1api~1episodes/get/parameters")
                .forEach(parameter -> described.add(parameter.get("name").asText()));

        Set<String> taken = new HashSet<>(EpisodeFilter.PARAMETERS);
        taken.addAll(EpisodePages.PARAMETERS);
        assertThat(described).isEqualTo(taken);
    }

    @Test
    void everyReferenceShouldLeadSomewhere() {
        Set<String> references = new TreeSet<>();
        description.findValues("$ref").forEach(reference -> references.add(reference.asText()));

        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        description.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    /// `METHOD /path/{variable}` of every route with an exact path.
    private static Set<String> routes(Path folder) throws Exception {
        Path tokens = Files.writeString(folder.resolve("operators"), "ada a-token-of-an-operator\n");
        Vertx vertx = Vertx.vertx();
        try (ObjectStore store = ObjectStore.open(
                        new StoreConfig(URI.create("http://127.0.0.1:1"), "us-east-1", "none", "key", "secret"));
                Database database = Database.open(
                        new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/none", "nobody", "none", 2), Database.LIVE);
                LogWriter log = new LogWriter(KafkaClients.producer(new KafkaConfig("127.0.0.1:1", "")))) {
            PersonLabels labels = new PersonLabels(
                    new Archive(store),
                    log,
                    new Projection(database, new StoredDocuments(store)),
                    InstantSource.system());
            Router router = CatalogueServer.routes(
                    vertx, TokenFile.read(tokens), database, store, labels, new SimpleMeterRegistry());
            Set<String> routes = new TreeSet<>();
            for (Route route : router.getRoutes()) {
                String pattern = route.getPath();
                if (route.methods() != null && route.isExactPath() && pattern != null && pattern.startsWith("/api/")) {
                    String path = VARIABLE.matcher(pattern).replaceAll("{$1}");
                    route.methods().forEach(method -> routes.add(method + " " + path));
                }
            }
            return routes;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
