package io.teleloop.catalogue.http;

import io.teleloop.archive.Archive;
import io.teleloop.catalogue.database.Database;
import io.teleloop.catalogue.query.EpisodeDetail;
import io.teleloop.catalogue.query.EpisodePages;
import io.teleloop.catalogue.query.EpisodeValues;
import io.teleloop.contract.EpisodeId;
import io.teleloop.http.InvalidRequestException;
import io.teleloop.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.TreeMap;

/// What the rows have.
///
/// | route | for |
/// |---|---|
/// | `GET /api/episodes` | a page of a filtered list, the newest first |
/// | `GET /api/episodes/values` | what the filters can be set to |
/// | `GET /api/episodes/{episode}` | manifest, and the labels that hold |
/// | `GET /api/episodes/{episode}/labels` | all documents that anybody ever wrote about it |
final class EpisodeRoutes {
    private final Database database;
    private final EpisodePages pages;
    private final Archive archive;
    private final Work work;

    EpisodeRoutes(Database database, Archive archive, Work work) {
        this.database = database;
        this.pages = new EpisodePages(database);
        this.archive = archive;
        this.work = work;
        for (String query : new String[] {"page", "values", "episode", "labels"}) {
            work.register(query);
        }
    }

    /// @param router whose requests are authenticated already
    void addTo(Router router) {
        router.get("/api/episodes").handler(this::page);
        router.get("/api/episodes/values")
                .handler(request -> work.answer(request, "values", () -> EpisodeValues.read(database)));
        router.get("/api/episodes/:episode")
                .handler(request -> work.answer(request, "episode", () -> detail(database, request)));
        router.get("/api/episodes/:episode/labels")
                .handler(request -> work.answer(request, "labels", () -> archive.labels(episode(request))));
    }

    /// The episode that a request is about.
    static EpisodeId episode(RoutingContext request) throws InvalidRequestException {
        try {
            return new EpisodeId(Objects.requireNonNull(request.pathParam("episode"), "the route has it"));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(String.valueOf(e.getMessage()));
        }
    }

    static EpisodeDetail detail(Database database, RoutingContext request) throws Exception {
        EpisodeId episode = episode(request);
        return EpisodeDetail.read(database, episode)
                .orElseThrow(() -> new NoSuchElementException("the catalogue has no episode " + episode));
    }

    private void page(RoutingContext request) {
        Map<String, String> parameters = new TreeMap<>();
        for (Map.Entry<String, String> parameter : request.queryParams()) {
            if (parameters.put(parameter.getKey(), parameter.getValue()) != null) {
                work.fail(
                        request,
                        new InvalidRequestException("parameter '" + parameter.getKey() + "' is given twice; give one"));
                return;
            }
        }
        work.answer(request, "page", () -> pages.page(parameters));
    }
}
