package io.teleloop.catalogue.http;

import io.teleloop.catalogue.label.PersonLabels;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.http.Bodies;
import io.teleloop.http.InvalidRequestException;
import io.teleloop.http.OperatorRouter;
import io.teleloop.http.Work;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What persons say.
///
/// | route | for |
/// |---|---|
/// | `POST /api/episodes/{episode}/labels` | labels of one episode |
/// | `POST /api/episodes/labels` | the same labels of many episodes |
final class LabelRoutes {
    private static final int MOST_EPISODES = 500;
    private static final int MOST_LABELS = 50;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final int LONGEST_VALUE = 500;

    private final PersonLabels labels;
    private final Work work;

    LabelRoutes(PersonLabels labels, Work work) {
        this.labels = labels;
        this.work = work;
        work.register("label");
    }

    /// @param router whose requests are authenticated already, and whose bodies were read
    void addTo(Router router) {
        router.post("/api/episodes/labels").handler(this::many);
        router.post("/api/episodes/:episode/labels").handler(this::one);
    }

    private void one(RoutingContext request) {
        String operator = OperatorRouter.operator(request);
        work.answer(
                request,
                "label",
                () -> say(EpisodeRoutes.episode(request), operator, statements(Bodies.object(request))));
    }

    /// What became of it while log and store answered; when they do not, the rest is not tried.
    ///
    /// @param written documents, by episode
    /// @param failed what was wrong with an episode, by episode
    private record Outcome(Map<String, String> written, Map<String, String> failed) {}

    private void many(RoutingContext request) {
        String operator = OperatorRouter.operator(request);
        work.answer(request, "label", () -> {
            JsonObject body = Bodies.object(request);
            List<Label> statements = statements(body);
            Outcome outcome = new Outcome(new TreeMap<>(), new TreeMap<>());
            for (EpisodeId episode : episodes(body)) {
                try {
                    outcome.written()
                            .put(
                                    episode.value(),
                                    say(episode, operator, statements).source());
                } catch (NoSuchElementException e) {
                    outcome.failed().put(episode.value(), String.valueOf(e.getMessage()));
                }
            }
            return outcome;
        });
    }

    private LabelDocument say(EpisodeId episode, String operator, List<Label> statements)
            throws UnavailableException, InterruptedException {
        try {
            return labels.say(episode, operator, statements);
        } catch (IOException e) {
            throw new UnavailableException(e);
        }
    }

    private static List<EpisodeId> episodes(JsonObject body) throws InvalidRequestException {
        List<EpisodeId> episodes = new ArrayList<>();
        for (Object id : array(body, "episodes", MOST_EPISODES)) {
            try {
                episodes.add(new EpisodeId(String.valueOf(id)));
            } catch (IllegalArgumentException e) {
                throw new InvalidRequestException(String.valueOf(e.getMessage()));
            }
        }
        return episodes;
    }

    private static List<Label> statements(JsonObject body) throws InvalidRequestException {
        List<Label> statements = new ArrayList<>();
        for (Object entry : array(body, "labels", MOST_LABELS)) {
            if (!(entry instanceof JsonObject label)) {
                throw new InvalidRequestException("an entry of 'labels' is no object");
            }
            statements.add(statement(label));
        }
        return statements;
    }

    private static Label statement(JsonObject label) throws InvalidRequestException {
        try {
            String name = label.getString("name", "");
            String value = label.getString("value", "");
            if (!NAME.matcher(name).matches() || value.isEmpty() || value.length() > LONGEST_VALUE) {
                throw new InvalidRequestException("label '" + name + "' needs a name of lower-case letters, digits, '_'"
                        + " and '-', and a value of 1 to " + LONGEST_VALUE + " characters");
            }
            Double score = label.getDouble("score");
            if (score != null && !Double.isFinite(score)) {
                throw new InvalidRequestException("the score of label '" + name + "' is no number");
            }
            return new Label(name, value, score, label.getLong("startNs"), label.getLong("endNs"), Map.of());
        } catch (ClassCastException | IllegalArgumentException e) {
            throw new InvalidRequestException("a label is not as it should be: " + e.getMessage());
        }
    }

    private static JsonArray array(JsonObject body, String name, int most) throws InvalidRequestException {
        @Nullable JsonArray array;
        try {
            array = body.getJsonArray(name);
        } catch (ClassCastException e) {
            array = null;
        }
        if (array == null || array.isEmpty() || array.size() > most) {
            throw new InvalidRequestException("'" + name + "' must be an array of 1 to " + most + " entries");
        }
        return array;
    }
}
