package io.teleloop.datasets.web;

import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.datasets.DatasetDocument;
import io.teleloop.store.ByteRange;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves exported data sets out of the store, in the layout that LeRobot's dataset visualizer reads:
/// `{org}/{name}/resolve/{revision}/{path}`, with `main` for the newest version that was exported, or a number.
/// Any `org` will do. Mount it below a path that ends with `/*`:
///
/// ```java
/// router.route("/datasets/*").handler(new DatasetFiles(vertx, store));
/// ```
///
/// Answers GET, HEAD and OPTIONS, with one range of bytes at a time, and 404 for what is not there, which the
/// visualizer finds out by asking. A file goes out in pieces, the next when the client took the one before.
public final class DatasetFiles implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetFiles.class);
    private static final Pattern PATH =
            Pattern.compile("[^/]+/([a-z0-9-]{1,63})/resolve/(main|[1-9]\\d{0,8})/([\\w./-]+)");
    private static final String INFO = "meta/info.json";
    private static final int PIECE = 1 << 20;
    private static final int NO_CONTENT = 204;
    private static final int PARTIAL = 206;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final int NO_SUCH_RANGE = 416;
    private static final int UNAVAILABLE = 503;

    private final Vertx vertx;
    private final ObjectStore store;

    public DatasetFiles(Vertx vertx, ObjectStore store) {
        this.vertx = vertx;
        this.store = store;
    }

    private record Found(String key, long size) {}

    @Override
    public void handle(RoutingContext request) {
        HttpServerResponse response = request.response();
        response.putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
                .putHeader("Access-Control-Allow-Headers", "Range, Authorization")
                .putHeader("Access-Control-Expose-Headers", "Content-Length, Content-Range, Accept-Ranges");
        HttpMethod method = request.request().method();
        if (method.equals(HttpMethod.OPTIONS)) {
            response.setStatusCode(NO_CONTENT).end();
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            serve(request, method.equals(HttpMethod.GET));
        } else {
            response.setStatusCode(WRONG_METHOD)
                    .putHeader("Allow", "GET, HEAD, OPTIONS")
                    .end();
        }
    }

    private void serve(RoutingContext request, boolean withBody) {
        Matcher path = PATH.matcher(relativePath(request));
        if (!path.matches() || List.of(path.group(3).split("/", -1)).contains("..")) {
            request.response().setStatusCode(NOT_FOUND).end();
            return;
        }
        vertx.executeBlocking(() -> find(path.group(1), path.group(2), path.group(3)), false)
                .onSuccess(found -> {
                    if (found.size() < 0) {
                        request.response().setStatusCode(NOT_FOUND).end();
                    } else {
                        answer(request, found, withBody);
                    }
                })
                .onFailure(problem -> {
                    LOG.warn("File of a data set cannot be served problem={}", problem.getMessage());
                    request.response().setStatusCode(UNAVAILABLE).end();
                });
    }

    private static String relativePath(RoutingContext request) {
        String path = request.normalizedPath();
        Route route = request.currentRoute();
        String mounted = route == null ? null : route.getPath();
        int skipped = mounted == null ? 0 : mounted.length();
        String rest = path.substring(Math.min(skipped, path.length()));
        return rest.startsWith("/") ? rest.substring(1) : rest;
    }

    private Found find(String name, String revision, String path) throws StoreException {
        int version = revision.equals("main") ? newestExported(name) : Integer.parseInt(revision);
        String key = ObjectKeys.datasetFiles(name, version) + path;
        OptionalLong size = store.size(key);
        return new Found(key, size.orElse(-1));
    }

    /// 0 when none was exported.
    private int newestExported(String name) throws StoreException {
        DatasetDocument.requireName(name);
        int newest = 0;
        for (int version = 1; store.exists(ObjectKeys.dataset(name, version)); version++) {
            if (store.exists(ObjectKeys.datasetFiles(name, version) + INFO)) {
                newest = version;
            }
        }
        return newest;
    }

    private void answer(RoutingContext request, Found found, boolean withBody) {
        HttpServerResponse response = request.response();
        response.putHeader("Accept-Ranges", "bytes").putHeader("Content-Type", typeOf(found.key()));
        ByteRange range =
                ByteRange.of(request.request().getHeader("Range"), found.size()).orElse(null);
        if (range == null) {
            response.setStatusCode(NO_SUCH_RANGE)
                    .putHeader("Content-Range", "bytes */" + found.size())
                    .end();
            return;
        }
        if (!range.isAll(found.size())) {
            response.setStatusCode(PARTIAL).putHeader("Content-Range", range.of(found.size()));
        }
        response.putHeader("Content-Length", String.valueOf(range.length()));
        if (withBody) {
            send(response, found.key(), range.start(), range.end());
        } else {
            response.end();
        }
    }

    private static String typeOf(String key) {
        if (key.endsWith(".json")) {
            return "application/json";
        }
        return key.endsWith(".mp4") ? "video/mp4" : "application/octet-stream";
    }

    private void send(HttpServerResponse response, String key, long from, long end) {
        if (from == end || response.closed()) {
            response.end();
            return;
        }
        int length = (int) Math.min(PIECE, end - from);
        vertx.executeBlocking(() -> Buffer.buffer(store.read(key, from, length).array()), false)
                .compose(piece -> response.write(Objects.requireNonNull(piece)))
                .onSuccess(taken -> send(response, key, from + length, end))
                .onFailure(problem -> {
                    LOG.warn("File of a data set ends early key={} problem={}", key, problem.getMessage());
                    response.reset();
                });
    }
}
