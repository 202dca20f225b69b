package io.teleloop.datasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.teleloop.datasets.export.ExportQueue;
import io.teleloop.http.OperatorRouter;
import io.teleloop.service.TokenFile;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final Set<String> SHARED = Set.of("parameters");

    private JsonNode description;

    @BeforeAll
    void read() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(DatasetServer.class.getResourceAsStream(OperatorRouter.DESCRIPTION))) {
            description = new JsonMapper().readTree(in);
        }
    }

    @Test
    void everyRouteShouldBeDescribedAndEveryDescriptionBeARoute(@TempDir Path folder) throws Exception {
        Set<String> described = new TreeSet<>();
        description.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> {
                    if (!SHARED.contains(method)) {
                        described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));

        assertThat(routes(folder)).isEqualTo(described);
    }

    @Test
    void aBuildShouldTakeTheFieldsThatAreDescribed() {
        Set<String> described = new TreeSet<>();
        description.at("/components/schemas/Build/properties").fieldNames().forEachRemaining(described::add);

        assertThat(BuildRequest.FIELDS).isEqualTo(described);
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
                ExportQueue exports = ExportQueue.start(store, folder.resolve("work"))) {
            Set<String> routes = new TreeSet<>();
            for (Route route : DatasetServer.routes(
                            vertx, TokenFile.read(tokens), store, exports, "secret", new SimpleMeterRegistry())
                    .getRoutes()) {
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
