package io.teleloop.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.Outcome;
import io.teleloop.datasets.service.DatasetService;
import io.teleloop.datasets.service.DatasetsConfig;
import io.teleloop.service.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// An operator who asks the service, over a real store.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatasetServiceTest {
    private static final String TOKEN = "a-token-of-an-operator";
    private static final long FIRST = 1_750_000_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private SealedEpisodes episodes;

    @SuppressWarnings("NullAway.Init")
    private DatasetService service;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        Files.writeString(folder.resolve("operators"), "ada " + TOKEN + "\n");
        episodes = new SealedEpisodes(folder);
        episodes.seal(Drive.from(0.405, 0.005, FIRST, 6, Outcome.SUCCESS, "ada"));
        episodes.seal(Drive.from(0.425, 0.005, FIRST + 60_000, 4, Outcome.SUCCESS, "bob"));
        episodes.seal(Drive.from(0.425, 0.015, FIRST + 120_000, 5, Outcome.FAILURE, "bob"));
        episodes.seal(Drive.from(0.105, 0.005, FIRST + 180_000, 6, Outcome.SUCCESS, "ada", Drive.id(FIRST)));
        service = startService("work");
    }

    @AfterAll
    void stop() throws Exception {
        service.close();
        episodes.close();
        http.close();
    }

    private DatasetService startService(String work) throws Exception {
        Settings settings = Settings.load(
                "datasets",
                Map.of(
                        "TELELOOP_DATASETS_PORT", "0",
                        "TELELOOP_DATASETS_MANAGEMENT_PORT", "0",
                        "TELELOOP_DATASETS_S3_ENDPOINT", episodes.endpoint().toString(),
                        "TELELOOP_DATASETS_S3_ACCESS_KEY", "key",
                        "TELELOOP_DATASETS_S3_SECRET_KEY", "secret",
                        "TELELOOP_DATASETS_OPERATOR_TOKENS",
                                folder.resolve("operators").toString(),
                        "TELELOOP_DATASETS_WORK_DIR", folder.resolve(work).toString()));
        return DatasetService.start(DatasetsConfig.from(settings), code -> {
            throw new IllegalStateException("the service gave up: " + code);
        });
    }

    @Test
    void whatADataSetIsMadeOfShouldBeToldByOrigin() throws Exception {
        HttpResponse<String> built = build("{'name': 'all', 'task': 'push', 'origin': 'any', 'outcomes': []}");
        assertThat(built.statusCode()).as(built.body()).isEqualTo(201);

        JsonNode composition = get("/api/datasets/all/1").get("composition");

        JsonNode real = composition.get("real");
        assertThat(real.get("episodes").asInt()).isEqualTo(3);
        assertThat(real.get("steps").asInt()).isEqualTo(15);
        assertThat(real.get("operators")).isEqualTo(json("{'ada': 1, 'bob': 2}"));
        assertThat(real.get("outcomes")).isEqualTo(json("{'failure': 1, 'success': 2}"));
        assertThat(real.get("seconds"))
                .isEqualTo(json("{'total': 0.75, 'shortest': 0.2, 'median': 0.25, 'longest': 0.3}"));
        assertThat(real.at("/starts/points"))
                .isEqualTo(json("[{'x': 0.405, 'y': 0.005}, {'x': 0.425, 'y': 0.005}, {'x': 0.425, 'y': 0.015}]"));
        assertThat(real.at("/starts/occupiedCells").asInt()).isEqualTo(3);
        assertThat(real.at("/starts/boxCells").asInt()).isEqualTo(6);
        JsonNode generated = composition.get("generated");
        assertThat(generated.get("episodes").asInt()).isEqualTo(1);
        assertThat(generated.get("operators")).isEqualTo(json("{'ada': 1}"));
        assertThat(generated.at("/starts/points")).isEqualTo(json("[{'x': 0.105, 'y': 0.005}]"));
    }

    @Test
    void aDataSetShouldBeListedOnceAndGrowByVersions() throws Exception {
        assertThat(build("{'name': 'grows', 'task': 'push'}").statusCode()).isEqualTo(201);
        HttpResponse<String> again = build("{'name': 'grows', 'task': 'push'}");
        assertThat(again.statusCode()).as(again.body()).isEqualTo(409);
        assertThat(json(again.body()).get("code").asText()).isEqualTo("exists");
        assertThat(build("{'name': 'grows', 'task': 'push', 'operators': ['bob']}")
                        .statusCode())
                .isEqualTo(201);
        // Files of an exported version are no versions.
        for (String file : new String[] {"meta/info.json", "data/chunk-000/file-000.parquet"}) {
            episodes.store().putIfAbsent(ObjectKeys.datasetFiles("grows", 1) + file, bytes("{}"));
        }

        assertThat(get("/api/datasets"))
                .filteredOn(each -> each.get("name").asText().equals("grows"))
                .containsExactly(
                        json("{'name': 'grows', 'version': 1, 'task': 'push', 'real': {'episodes': 2, 'steps': 10},"
                                + " 'generated': {'episodes': 0, 'steps': 0}}"),
                        json("{'name': 'grows', 'version': 2, 'task': 'push', 'real': {'episodes': 1, 'steps': 4},"
                                + " 'generated': {'episodes': 0, 'steps': 0}}"));
    }

    @Test
    void whatIsWrongShouldBeNamed() throws Exception {
        for (Map.Entry<String, String> wrong : Map.of(
                        "{'name': 'No Name', 'task': 'push'}", "'No Name' is no name",
                        "{'name': 'set'}", "needs a task",
                        "{'name': 'set', 'task': 'push', 'origin': 'made up'}", "'made up'",
                        "{'name': 'set', 'task': 'push', 'validation': 1}", "'validation' is 1",
                        "{'name': 'set', 'task': 'push', 'operators': 'bob'}", "'operators' is bob",
                        "{'name': 'set', 'task': 'push', 'colour': 'red'}", "no field colour",
                        "{'name': 'set', 'task': 'pull'}", "no sealed episode of task 'pull'",
                        "[1]", "no JSON object")
                .entrySet()) {
            HttpResponse<String> answer = build(wrong.getKey());
            assertThat(answer.statusCode()).as(wrong.getKey()).isEqualTo(400);
            assertThat(json(answer.body()).get("message").asText()).contains(wrong.getValue());
        }
        assertThat(send("GET", "/api/datasets/none/1", "", TOKEN).statusCode()).isEqualTo(404);
        assertThat(send("GET", "/api/datasets/none/one", "", TOKEN).statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/api/datasets", "", "another-token-of-nobody").statusCode())
                .isEqualTo(401);
    }

    @Test
    void anExportShouldBeWrittenOnceAndFetchedByItsAddressAlone() throws Exception {
        build("{'name': 'exported', 'task': 'push', 'origin': 'any'}");
        String exports = "/api/datasets/exported/1/exports";
        assertThat(send("GET", "/api/datasets/exported/1/files", "", TOKEN).statusCode())
                .isEqualTo(404);

        HttpResponse<String> begun = send("POST", exports, "{'video': 'h264'}", TOKEN);

        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        JsonNode done = awaitDone(service, exports + "/h264");
        assertThat(done.get("done")).isEqualTo(done.get("episodes")).isEqualTo(json("3"));
        JsonNode again = json(send("POST", exports, "{}", TOKEN).body());
        assertThat(again).isEqualTo(done);
        assertThat(get(exports)).isEqualTo(JSON.createArrayNode().add(done));
        assertThat(send("POST", exports, "{'video': 'mjpeg'}", TOKEN).statusCode())
                .isEqualTo(409);
        assertThat(send("POST", exports, "{'video': 'gif'}", TOKEN).statusCode())
                .isEqualTo(400);

        JsonNode files = get("/api/datasets/exported/1/files");
        long bytes = 0;
        for (JsonNode file : files.get("files")) {
            bytes += file.get("bytes").asLong();
        }
        assertThat(done.get("bytes").asLong()).isPositive().isEqualTo(bytes);
        String base = files.get("base").asText();
        HttpResponse<String> table = send("GET", base + "data/chunk-000/file-000.parquet", "", "");
        assertThat(table.statusCode()).isEqualTo(200);
        assertThat(table.body()).startsWith("PAR1").endsWith("PAR1");
        assertThat(send("HEAD", base + "meta/info.json", "", "").statusCode()).isEqualTo(200);
        String foreign = base.replace("/exported/", "/all/");
        assertThat(send("GET", foreign + "meta/info.json", "", "").statusCode()).isEqualTo(403);
    }

    @Test
    void anExportThatWasAskedForShouldGoOnAtTheNextStart() throws Exception {
        build("{'name': 'later', 'task': 'push', 'operators': ['bob']}");
        Path begun = Files.createDirectories(folder.resolve("kept").resolve("later@1@mjpeg"));

        try (DatasetService next = startService("kept")) {
            awaitDone(next, "/api/datasets/later/1/exports/mjpeg");
        }

        assertThat(begun).doesNotExist();
    }

    @Test
    void anEpisodeThatIsGoneShouldBeCountedAsUnread() throws Exception {
        EpisodeId gone = new EpisodeId(episodes.seal(Drive.from(0.4, 0, FIRST + 600_000, 5, Outcome.SUCCESS, "eve"))
                .episodeId());
        build("{'name': 'gone', 'task': 'push', 'operators': ['eve']}");
        episodes.store().delete(ObjectKeys.episodeManifest(gone));

        JsonNode real = get("/api/datasets/gone/1").at("/composition/real");

        assertThat(real.get("episodes").asInt()).isEqualTo(1);
        assertThat(real.get("unread").asInt()).isEqualTo(1);
        assertThat(real.at("/starts/points")).isEmpty();
        HttpResponse<String> begun = send("POST", "/api/datasets/gone/1/exports", "{}", TOKEN);
        assertThat(begun.statusCode()).isEqualTo(202);
        JsonNode failed = await().atMost(PATIENCE)
                .until(
                        () -> get("/api/datasets/gone/1/exports/h264"),
                        export -> export.get("state").asText().equals("failed"));
        assertThat(failed.get("error").asText()).contains(gone.value()).contains("make a new version");
    }

    private JsonNode awaitDone(DatasetService asked, String path) {
        return await().atMost(PATIENCE)
                .until(
                        () -> json(send(asked, "GET", path, "", TOKEN).body()),
                        export -> export.path("state").asText().equals("done"));
    }

    private HttpResponse<String> build(String body) throws IOException, InterruptedException {
        return send("POST", "/api/datasets", body, TOKEN);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", path, "", TOKEN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body, String token)
            throws IOException, InterruptedException {
        return send(service, method, path, body, token);
    }

    /// @param token empty for none
    private HttpResponse<String> send(DatasetService asked, String method, String path, String body, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + asked.port() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(quoted(body)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.startsWith("{'") || text.startsWith("[{'") ? quoted(text) : text);
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
