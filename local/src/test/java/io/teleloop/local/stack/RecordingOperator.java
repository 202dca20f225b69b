package io.teleloop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.teleloop.contract.wire.ObservationPacket;
import io.teleloop.operator.EpisodeEnd;
import io.teleloop.operator.OperatorClient;
import io.teleloop.operator.OperatorException;
import io.teleloop.operator.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// An operator who drives a robot to and fro, records one short episode after the other, and remembers what the
/// gateway acknowledged.
final class RecordingOperator implements AutoCloseable {
    private static final Duration ROBOT_PATIENCE = Duration.ofMinutes(3);
    private static final Duration OBSERVATION_PATIENCE = Duration.ofSeconds(30);
    private static final int SHORTEST_TICKS = 20;
    private static final int LONGEST_TICKS = 60;
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
    /// A loaded machine may lose a lease, or hold Kafka up for a while: an operator tries again then.
    private static final Set<String> PASSING = Set.of("lease-required", "no-episode", "stopped", "stream-away");
    /// Of a dozen ticks without engagement the deadman is let go for two, so that it can be pressed anew.
    private static final int PRESS_TICKS = 12;

    private static final int RELEASED_TICKS = 2;
    private static final double SPEED = 0.02;

    private final OperatorClient client;
    private final Random random;
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final List<String> discarded = new CopyOnWriteArrayList<>();
    private final ExecutorService hand = Executors.newSingleThreadExecutor();
    private Future<@Nullable Void> running = CompletableFuture.completedFuture(null);
    private volatile boolean goesOn = true;
    private volatile boolean engaged;

    private RecordingOperator(OperatorClient client, Random random) {
        this.client = client;
        this.random = random;
    }

    /// Joins a robot as soon as it is there.
    static RecordingOperator join(URI gateway, String code, String robot, Random random) {
        OperatorClient client = await("robot " + robot)
                .atMost(ROBOT_PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(OperatorException.class)
                .until(() -> OperatorClient.connect(gateway, code, robot), connected -> true);
        return new RecordingOperator(client, random);
    }

    /// Begins to record, on a thread of its own.
    void start() {
        running = hand.submit(this::recordUntilTold);
    }

    /// Returns after the episode that is under way.
    void finish() throws ExecutionException, InterruptedException {
        goesOn = false;
        running.get();
        assertThat(engaged).as("the robot followed").isTrue();
    }

    private @Nullable Void recordUntilTold() throws OperatorException, InterruptedException {
        while (goesOn) {
            try {
                recordOne();
            } catch (OperatorException e) {
                if (!PASSING.contains(e.code())) {
                    throw e;
                }
            }
        }
        return null;
    }

    private void recordOne() throws OperatorException, InterruptedException {
        open();
        drive(random.nextInt(SHORTEST_TICKS, LONGEST_TICKS));
        Outcome outcome = OUTCOMES.get(random.nextInt(OUTCOMES.size()));
        String episode = client.closeEpisode(outcome);
        (outcome == Outcome.DISCARD ? discarded : closed).add(episode);
    }

    private void open() throws OperatorException, InterruptedException {
        if (!client.state().leaseMine()) {
            client.acquireLease();
        }
        drive(1);
        opened.add(client.openEpisode());
    }

    /// One command for each observation, which comes at the control rate.
    private void drive(int ticks) throws OperatorException, InterruptedException {
        double[] action = new double[client.description().getActionSpace().getDimensionsCount()];
        long seen = client.latestObservation().map(ObservationPacket::sequence).orElse(-1L);
        for (int tick = 0; tick < ticks; tick++) {
            ObservationPacket observation = client.awaitObservation(seen, OBSERVATION_PATIENCE);
            seen = observation.sequence();
            engaged |= observation.engaged();
            action[0] = SPEED * Math.sin(tick / 10.0);
            client.command(action, observation.engaged() || seen % PRESS_TICKS >= RELEASED_TICKS);
        }
    }

    /// Leaves in the middle of an episode.
    void leaveWhileRecording() throws OperatorException, InterruptedException {
        open();
        drive(SHORTEST_TICKS);
        close();
    }

    /// Returns when one more episode is sealed than are now: then the recorder works.
    void awaitOneMoreSealed(Duration patience) throws ExecutionException, InterruptedException {
        long before = sealed();
        await("one more episode sealed").atMost(patience).until(() -> sealed() > before || running.isDone());
        if (running.isDone()) {
            running.get();
        }
    }

    private long sealed() {
        return closed.stream()
                .filter(episode -> client.fate(episode).isPresent())
                .count();
    }

    /// What became of every episode whose end was acknowledged; waits for it.
    List<EpisodeEnd> ends(Duration patience) throws OperatorException, InterruptedException {
        List<EpisodeEnd> ends = new ArrayList<>();
        for (List<String> episodes : List.of(closed, discarded)) {
            for (String episode : episodes) {
                ends.add(client.awaitSealed(episode, patience));
            }
        }
        return ends;
    }

    /// Every episode whose opening was acknowledged.
    List<String> opened() {
        return List.copyOf(opened);
    }

    /// Of them, those whose discarding was acknowledged.
    List<String> discarded() {
        return List.copyOf(discarded);
    }

    @Override
    public void close() {
        hand.shutdownNow();
        client.close();
    }
}
