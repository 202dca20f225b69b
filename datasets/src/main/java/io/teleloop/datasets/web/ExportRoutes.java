package io.teleloop.datasets.web;

import io.teleloop.datasets.DatasetDocument;
import io.teleloop.datasets.DatasetStore;
import io.teleloop.datasets.DatasetStore.Version;
import io.teleloop.datasets.export.ExportQueue;
import io.teleloop.datasets.export.ExportRefusedException;
import io.teleloop.datasets.export.ExportStatus;
import io.teleloop.datasets.export.ExportedFiles;
import io.teleloop.http.Bodies;
import io.teleloop.http.InvalidRequestException;
import io.teleloop.http.Work;
import io.teleloop.lerobot.video.VideoCodec;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

/// Data sets as files.
///
/// | route | for |
/// |---|---|
/// | `POST /api/datasets/{name}/{version}/exports` | begins an export into the store, or finds it begun |
/// | `GET /api/datasets/{name}/{version}/exports` | the version's exports |
/// | `GET /api/datasets/{name}/{version}/exports/{export}` | how one gets on |
/// | `GET /api/datasets/{name}/{version}/files` | what was exported, and where it is fetched |
final class ExportRoutes {
    private static final int ACCEPTED = 202;
    private static final String VIDEO = "video";

    private final DatasetStore datasets;
    private final ExportQueue exports;
    private final ExportedFiles files;
    private final FileKeys keys;
    private final Work work;

    ExportRoutes(DatasetStore datasets, ExportQueue exports, ExportedFiles files, FileKeys keys, Work work) {
        this.datasets = datasets;
        this.exports = exports;
        this.files = files;
        this.keys = keys;
        this.work = work;
        for (String query : new String[] {"export", "exports", "files"}) {
            work.register(query);
        }
    }

    /// Where an exported version is fetched, for a day.
    ///
    /// @param base path to put before a file's
    /// @param root what a viewer is given as the address of data sets
    /// @param repository what it is given as the name of this one
    private record Files(String base, String root, String repository, List<ExportedFiles.ExportedFile> files) {}

    /// @param router whose requests are authenticated already, and whose bodies were read
    void addTo(Router router) {
        String path = "/api/datasets/:name/:version/";
        router.post(path + "exports")
                .handler(request -> work.answer(request, ACCEPTED, "export", () -> start(request)));
        router.get(path + "exports").handler(request -> work.answer(request, "exports", () -> all(request)));
        router.get(path + "exports/:export").handler(request -> work.answer(request, "exports", () -> one(request)));
        router.get(path + "files").handler(request -> work.answer(request, "files", () -> files(request)));
    }

    private ExportStatus start(RoutingContext request)
            throws IOException, InvalidRequestException, ExportRefusedException {
        JsonObject body = Bodies.object(request);
        if (!Set.of(VIDEO).containsAll(body.fieldNames())) {
            throw new InvalidRequestException("the body has " + body.fieldNames() + "; it takes '" + VIDEO + "'");
        }
        VideoCodec codec;
        try {
            codec = VideoCodec.of(String.valueOf(body.getValue(VIDEO, VideoCodec.H264.label())));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(String.valueOf(e.getMessage()));
        }
        return exports.start(DatasetRoutes.document(datasets, request), codec);
    }

    private List<ExportStatus> all(RoutingContext request) throws IOException, InvalidRequestException {
        return exports.find(DatasetRoutes.document(datasets, request)).stream().toList();
    }

    private ExportStatus one(RoutingContext request) throws IOException, InvalidRequestException {
        String id = Objects.requireNonNull(request.pathParam("export"), "the route has it");
        return all(request).stream()
                .filter(export -> export.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("this version has no export '" + id + "'"));
    }

    private Files files(RoutingContext request) throws IOException, InvalidRequestException {
        DatasetDocument dataset = DatasetRoutes.document(datasets, request);
        Version version = new Version(dataset.name(), dataset.number());
        if (!files.complete(version)) {
            throw new NoSuchElementException(
                    "version " + version.number() + " of '" + version.name() + "' is not exported yet");
        }
        String repository = keys.issue(version.name()) + "/" + version.name();
        return new Files(
                DatasetServer.FILES + "/" + repository + "/resolve/" + version.number() + "/",
                DatasetServer.FILES,
                repository,
                files.list(version));
    }
}
