package io.teleloop.datasets.web;

import io.teleloop.archive.Archive;
import io.teleloop.datasets.DatasetDocument;
import io.teleloop.datasets.DatasetList;
import io.teleloop.datasets.DatasetSelection;
import io.teleloop.datasets.DatasetStore;
import io.teleloop.datasets.composition.Compositions;
import io.teleloop.datasets.composition.OriginComposition;
import io.teleloop.http.Bodies;
import io.teleloop.http.InvalidRequestException;
import io.teleloop.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Objects;

/// Data sets and what they are made of.
///
/// | route | for |
/// |---|---|
/// | `GET /api/datasets` | all versions, with how many episodes each has |
/// | `POST /api/datasets` | the next version of a data set: the episodes that match now |
/// | `GET /api/datasets/{name}/{version}` | the document, and what it is made of |
final class DatasetRoutes {
    private static final int CREATED = 201;

    private final DatasetStore datasets;
    private final DatasetList list;
    private final DatasetSelection selection;
    private final Compositions compositions;
    private final Work questions;
    private final Work readings;

    /// @param questions work that reads few documents
    /// @param readings work that reads every episode
    DatasetRoutes(DatasetStore datasets, Archive archive, Work questions, Work readings) {
        this.datasets = datasets;
        this.list = new DatasetList(datasets);
        this.selection = new DatasetSelection(archive);
        this.compositions = new Compositions(archive);
        this.questions = questions;
        this.readings = readings;
        questions.register("list");
        readings.register("build");
        readings.register("composition");
    }

    private record Detail(DatasetDocument document, OriginComposition composition) {}

    /// @param router whose requests are authenticated already, and whose bodies were read
    void addTo(Router router) {
        router.get("/api/datasets").handler(request -> questions.answer(request, "list", list::read));
        router.post("/api/datasets")
                .handler(request -> readings.answer(request, CREATED, "build", () -> build(request)));
        router.get("/api/datasets/:name/:version")
                .handler(request -> readings.answer(request, "composition", () -> detail(request)));
    }

    private Detail detail(RoutingContext request) throws IOException, InterruptedException, InvalidRequestException {
        DatasetDocument document = document(datasets, request);
        return new Detail(document, compositions.of(document));
    }

    private DatasetDocument build(RoutingContext request)
            throws IOException, InvalidRequestException, ConflictException {
        BuildRequest wanted = BuildRequest.of(Bodies.object(request));
        DatasetDocument selected = selection.select(wanted.name(), wanted.filter(), wanted.validation());
        if (selected.episodes().isEmpty()) {
            throw new InvalidRequestException(
                    "no sealed episode of task '" + wanted.filter().task() + "' matches; ask for less, or record some");
        }
        DatasetStore.Stored stored = datasets.put(selected);
        if (!stored.isNew()) {
            throw new ConflictException("version " + stored.document().number() + " of '" + wanted.name()
                    + "' has the same episodes and is the newest; use it, or record more");
        }
        return stored.document();
    }

    /// The version that a request is about.
    ///
    /// @throws NoSuchElementException when there is none
    static DatasetDocument document(DatasetStore datasets, RoutingContext request)
            throws IOException, InvalidRequestException {
        String name = Objects.requireNonNull(request.pathParam("name"), "the route has it");
        String version = Objects.requireNonNull(request.pathParam("version"), "the route has it");
        try {
            int number = Integer.parseInt(version);
            return datasets.version(DatasetDocument.requireName(name), number)
                    .orElseThrow(
                            () -> new NoSuchElementException("there is no version " + number + " of '" + name + "'"));
        } catch (NumberFormatException e) {
            throw new InvalidRequestException("the version is '" + version + "'; it takes a whole number");
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(String.valueOf(e.getMessage()));
        }
    }
}
