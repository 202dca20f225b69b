package io.teleloop.gateway.policy;

import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.v1.PolicyPinned;
import io.teleloop.contract.v1.PolicyPublished;
import io.teleloop.contract.v1.TrainingProgress;
import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.store.StoreConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a person may ask about policies and learners, and the choice of the version that robots run. Thread-safe.
public final class PolicyDesk implements AutoCloseable {
    private static final long NS_PER_MS = 1_000_000;

    private final PolicyLibrary library;
    private final TrainingBoard board = new TrainingBoard();
    private final PolicyNews news;
    private final PinWriter pins;
    private final GatewayClock clock;
    private final Vertx vertx;

    /// @param store empty for none: policies are then known but cannot be run
    public PolicyDesk(String bootstrapServers, Optional<StoreConfig> store, GatewayClock clock, Vertx vertx) {
        library = new PolicyLibrary(store);
        news = new PolicyNews(bootstrapServers, library, board);
        pins = new PinWriter(bootstrapServers);
        this.clock = clock;
        this.vertx = vertx;
    }

    public void start() {
        news.start();
    }

    /// For those who run policies.
    public Policies policies() {
        return library;
    }

    /// The newest version of every policy, by name.
    public JsonArray newest() {
        JsonArray policies = new JsonArray();
        library.newest().stream()
                .sorted(Comparator.comparing(PolicyPublished::getPolicyId))
                .forEach(policy -> policies.add(new JsonObject()
                        .put("policy", policy.getPolicyId())
                        .put("version", policy.getPolicyVersion())
                        .put("task", policy.getTask())
                        .put("algorithm", policy.getAlgorithm())
                        .put("publishedMs", policy.getTimeNs() / NS_PER_MS)
                        .put("pinned", library.pinnedVersion(policy.getPolicyId()))
                        .put("running", library.isFollowed(policy.getPolicyId()))));
        return policies;
    }

    /// A policy's versions, newest first; fails as [Policies#load] does.
    public Future<JsonObject> versions(String policyId) {
        return library.cards(policyId)
                .map(cards -> new JsonObject().put("policy", policyId).put("versions", versions(cards)));
    }

    private static JsonArray versions(List<PolicyCard> cards) {
        JsonArray versions = new JsonArray();
        for (PolicyCard card : cards) {
            JsonObject metrics = new JsonObject();
            card.metrics().forEach(metrics::put);
            versions.add(new JsonObject()
                    .put("version", card.policyVersion())
                    .put("publishedMs", card.createdNs() / NS_PER_MS)
                    .put("transitions", card.training().transitions())
                    .put("demonstrationTransitions", card.training().demonstrationTransitions())
                    .put("updates", card.training().updates())
                    .put("metrics", metrics));
        }
        return versions;
    }

    /// A version's card, JSON; fails as [Policies#load] does.
    public Future<byte[]> card(String policyId, long version) {
        return library.card(policyId, version);
    }

    /// Makes robots run a version in place of the newest, once it is proved that it can be loaded.
    ///
    /// @param version 0 to follow the newest again
    public Future<Void> pin(String policyId, long version, String operator) {
        PolicyPinned pin = PolicyPinned.newBuilder()
                .setVersion(1)
                .setPolicyId(policyId)
                .setPolicyVersion(version)
                .setTimeNs(clock.nowNs())
                .setOperatorId(operator)
                .build();
        return library.load(policyId, version)
                .compose(proved -> vertx.executeBlocking(() -> pins.write(pin)))
                .compose(written -> written)
                .onSuccess(ignored -> library.pinned(pin));
    }

    /// How each learner does, newest news.
    public JsonArray training() {
        JsonArray learners = new JsonArray();
        for (TrainingProgress progress : board.newest()) {
            learners.add(point(progress)
                    .put("policy", progress.getPolicyId())
                    .put("task", progress.getTask())
                    .put("algorithm", progress.getAlgorithm()));
        }
        return learners;
    }

    /// What a learner told after a time, oldest first.
    public JsonArray trainingAfter(String policyId, long afterMs) {
        JsonArray points = new JsonArray();
        // The last point has the time's full milliseconds behind it.
        long afterNs = afterMs == 0 ? Long.MIN_VALUE : (afterMs + 1) * NS_PER_MS - 1;
        board.after(policyId, afterNs).forEach(progress -> points.add(point(progress)));
        return points;
    }

    private static JsonObject point(TrainingProgress progress) {
        JsonObject metrics = new JsonObject();
        progress.getMetricsMap().forEach((name, value) -> {
            // JSON knows neither NaN nor infinity.
            if (Double.isFinite(value)) {
                metrics.put(name, value);
            }
        });
        return new JsonObject()
                .put("timeMs", progress.getTimeNs() / NS_PER_MS)
                .put("version", progress.getPolicyVersion())
                .put("transitions", progress.getTransitions())
                .put("demonstrationTransitions", progress.getDemonstrationTransitions())
                .put("updates", progress.getUpdates())
                .put("metrics", metrics);
    }

    @Override
    public void close() throws Exception {
        news.close();
        pins.close();
        library.close();
    }
}
