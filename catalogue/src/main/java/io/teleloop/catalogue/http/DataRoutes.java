package io.teleloop.catalogue.http;

import io.teleloop.archive.Archive;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.catalogue.database.Database;
import io.teleloop.catalogue.replay.CameraFrames;
import io.teleloop.catalogue.replay.StepTable;
import io.teleloop.catalogue.replay.Thumbnails;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.DataObject;
import io.teleloop.http.Work;
import io.teleloop.store.ByteRange;
import io.teleloop.store.ObjectStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// What an episode holds, out of the store. It never changes, so browsers may keep it.
///
/// | route | for |
/// |---|---|
/// | `GET /api/episodes/{episode}/data` | the MCAP file, or a part of it |
/// | `GET /api/episodes/{episode}/thumbnail` | a picture of its first camera |
/// | `GET /api/episodes/{episode}/steps` | its control steps, as columns |
/// | `GET /api/episodes/{episode}/cameras/{camera}` | a camera's pictures with their times |
final class DataRoutes {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final String KEEP = "private, max-age=31536000, immutable";
    private static final int PARTIAL = 206;

    private final Database database;
    private final ObjectStore store;
    private final Archive archive;
    private final Thumbnails thumbnails;
    private final Work work;

    DataRoutes(Database database, ObjectStore store, Archive archive, Work work) {
        this.database = database;
        this.store = store;
        this.archive = archive;
        this.thumbnails = new Thumbnails(archive);
        this.work = work;
        for (String query : new String[] {"data", "thumbnail", "steps", "camera"}) {
            work.register(query);
        }
    }

    /// @param router whose requests are authenticated already
    void addTo(Router router) {
        router.get("/api/episodes/:episode/data").handler(this::data);
        router.get("/api/episodes/:episode/thumbnail").handler(this::thumbnail);
        router.get("/api/episodes/:episode/steps")
                .handler(request -> work.answer(request, "steps", () -> StepTable.read(archive, manifest(request))));
        router.get("/api/episodes/:episode/cameras/:camera").handler(this::camera);
    }

    private Manifest manifest(RoutingContext request) throws Exception {
        String document = EpisodeRoutes.detail(database, request).manifest();
        return Manifest.parse(document.getBytes(StandardCharsets.UTF_8));
    }

    private void thumbnail(RoutingContext request) {
        work.run("thumbnail", () -> thumbnails.of(manifest(request)))
                .onSuccess(picture -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "image/jpeg")
                        .putHeader(HttpHeaders.CACHE_CONTROL, KEEP)
                        .end(Buffer.buffer(picture)))
                .onFailure(failure -> work.fail(request, failure));
    }

    private void data(RoutingContext request) {
        String header = request.request().getHeader("Range");
        work.run("data", () -> manifest(request).data())
                .compose(data -> ByteRange.of(header, data.sizeBytes())
                        .map(range -> send(request.response(), data, range))
                        .orElseGet(() -> refuse(request.response(), data)))
                .onFailure(failure -> work.fail(request, failure));
    }

    private static Future<Void> refuse(HttpServerResponse response, DataObject data) {
        return response.setStatusCode(416)
                .putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + data.sizeBytes())
                .end();
    }

    private Future<Void> send(HttpServerResponse response, DataObject data, ByteRange range) {
        // Nothing is promised before the store has given the first piece.
        return piece(data.key(), range).compose(first -> {
            response.putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
                    .putHeader(HttpHeaders.ETAG, '"' + data.sha256() + '"')
                    .putHeader(HttpHeaders.CACHE_CONTROL, KEEP)
                    .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                    .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(range.length()));
            if (!range.isAll(data.sizeBytes())) {
                response.setStatusCode(PARTIAL).putHeader(HttpHeaders.CONTENT_RANGE, range.of(data.sizeBytes()));
            }
            return send(response, data.key(), range, first);
        });
    }

    /// Piece by piece, each when the one before is on its way: a slow reader costs no memory.
    private Future<Void> send(HttpServerResponse response, String key, ByteRange range, Buffer piece) {
        ByteRange rest = new ByteRange(range.start() + piece.length(), range.end());
        return rest.length() == 0
                ? response.end(piece)
                : response.write(piece)
                        .compose(sent -> piece(key, rest))
                        .compose(next -> send(response, key, rest, next));
    }

    /// The first bytes of a range.
    private Future<Buffer> piece(String key, ByteRange range) {
        int length = (int) Math.min(CHUNK_BYTES, range.length());
        return length == 0
                ? Future.succeededFuture(Buffer.buffer())
                : work.run("data", () -> Buffer.buffer(bytes(store.read(key, range.start(), length))));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private void camera(RoutingContext request) {
        String camera = Objects.requireNonNull(request.pathParam("camera"), "the route has it");
        work.run("camera", () -> archive.open(manifest(request)))
                .compose(episode -> send(request.response(), episode, CameraFrames.of(episode, camera)))
                .onFailure(failure -> work.fail(request, failure));
    }

    private Future<Void> send(HttpServerResponse response, ArchivedEpisode episode, CameraFrames frames) {
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, KEEP)
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        return more(response, frames)
                .eventually(() -> work.run("camera", () -> {
                    episode.close();
                    return true;
                }));
    }

    private Future<Void> more(HttpServerResponse response, CameraFrames frames) {
        return work.run("camera", frames::next)
                .compose(bytes -> bytes.isEmpty()
                        ? response.end()
                        : response.write(Buffer.buffer(bytes.get())).compose(sent -> more(response, frames)));
    }
}
