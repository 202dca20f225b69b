package io.teleloop.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.datasets.web.DatasetFiles;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What the dataset visualizer asks of a server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatasetFilesTest {
    private static final String INFO = "{\"version\": 2}\n";
    private static final String VIDEO = "videos/observation.images.front/chunk-000/file-000.mp4";

    private final byte[] video = new byte[3_000_000];
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private SealedEpisodes episodes;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        new Random(1).nextBytes(video);
        episodes = new SealedEpisodes(folder);
        for (int version = 1; version <= 3; version++) {
            episodes.store().putIfAbsent(ObjectKeys.dataset("push", version), bytes("{}"));
        }
        episodes.store()
                .putIfAbsent(ObjectKeys.datasetFiles("push", 1) + "meta/info.json", bytes("{\"version\": 1}\n"));
        episodes.store().putIfAbsent(ObjectKeys.datasetFiles("push", 2) + "meta/info.json", bytes(INFO));
        episodes.store().putIfAbsent(ObjectKeys.datasetFiles("push", 2) + VIDEO, video);
        Router router = Router.router(vertx);
        router.route("/files/*").handler(new DatasetFiles(vertx, episodes.store()));
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterAll
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        episodes.close();
    }

    @Test
    void mainShouldBeTheNewestVersionThatWasExported() throws Exception {
        HttpResponse<byte[]> response = ask("GET", "main/meta/info.json", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(bytes(INFO));
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(response.headers().firstValue("Access-Control-Expose-Headers"))
                .contains("Content-Length, Content-Range, Accept-Ranges");
        assertThat(ask("GET", "1/meta/info.json", "").body()).isEqualTo(bytes("{\"version\": 1}\n"));
    }

    @Test
    void aLargeFileShouldComeWholeAndInParts() throws Exception {
        assertThat(ask("GET", "main/" + VIDEO, "").body()).isEqualTo(video);

        HttpResponse<byte[]> part = ask("GET", "main/" + VIDEO, "bytes=1000-2499");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).hasSize(1500).startsWith(video[1000], video[1001]);
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 1000-2499/3000000");

        HttpResponse<byte[]> end = ask("GET", "main/" + VIDEO, "bytes=-8");
        assertThat(end.statusCode()).isEqualTo(206);
        assertThat(end.body()).hasSize(8).endsWith(video[video.length - 1]);

        assertThat(ask("GET", "main/" + VIDEO, "bytes=3000000-").statusCode()).isEqualTo(416);
    }

    @Test
    void headShouldTellTheSizeAlone() throws Exception {
        HttpResponse<byte[]> response = ask("HEAD", "main/" + VIDEO, "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Content-Length")).contains("3000000");
        assertThat(response.headers().firstValue("Accept-Ranges")).contains("bytes");
    }

    @Test
    void aBrowserShouldBeAllowedToAskForParts() throws Exception {
        HttpResponse<byte[]> response = ask("OPTIONS", "main/" + VIDEO, "");

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("Range, Authorization");
    }

    @Test
    void whatIsNotThereShouldNotBeFound() throws Exception {
        assertThat(ask("GET", "main/data/chunk-000/file-001.parquet", "").statusCode())
                .isEqualTo(404);
        assertThat(ask("GET", "3/meta/info.json", "").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "main/..%2f1/meta/info.json", "").statusCode()).isEqualTo(404);
        assertThat(ask("DELETE", "main/meta/info.json", "").statusCode()).isEqualTo(405);
    }

    private HttpResponse<byte[]> ask(String method, String path, String range)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.actualPort() + "/files/teleloop/push/resolve/" + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
