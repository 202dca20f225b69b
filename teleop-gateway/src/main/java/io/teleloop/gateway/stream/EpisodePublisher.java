package io.teleloop.gateway.stream;

import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Step;
import io.teleloop.gateway.episode.RecordSink;
import java.io.IOException;
import java.util.function.Consumer;

/// Brings records to Kafka in the order in which they were given, at least once. Readers drop repeats by episode,
/// stream and sequence.
///
/// One thread does all the work, so callers never wait. While Kafka is away, what was not acknowledged and all that
/// follows goes to the disk spool; when it is back, the spool is drained first. A record that was taken is never
/// dropped: when memory or disk would not suffice, it is not taken in the first place.
///
/// ```
///   callers ──▶ Intake ──▶ Delivery ──Kafka is up──▶ KafkaWindow ──▶ KafkaWriter ──▶ Kafka
///               has room?  one thread                    ▲  │ not acknowledged
///                             │                          │  ▼
///                             └──Kafka is away─────────▶ Backlog ──▶ DiskSpool
///                                KafkaProbe asks
/// ```
public final class EpisodePublisher implements RecordSink, AutoCloseable {
    private static final long SEGMENT_BYTES = 8 << 20;

    private final Intake intake;
    private final KafkaWindow window;
    private final Delivery delivery;

    /// @param listener told of every change, on the publisher's thread
    /// @throws IOException when the spool folder cannot be used
    public EpisodePublisher(PublisherConfig config, Consumer<StreamState> listener) throws IOException {
        Backlog backlog = new Backlog(DiskSpool.open(config.spoolFolder(), SEGMENT_BYTES));
        intake = new Intake(config.maxBytes(), backlog.bytes());
        window = new KafkaWindow(config.bootstrapServers(), config.awayAfter());
        delivery = new Delivery(intake, backlog, window, listener);
    }

    public void start() {
        delivery.start();
    }

    /// Takes a record of an episode; false when there is no room, and then nothing was taken.
    @Override
    public boolean publish(EpisodeRecord entry) {
        return intake.take(Outgoing.of(entry));
    }

    @Override
    public boolean publish(EpisodeRecord sample, Step step) {
        return intake.take(Outgoing.of(sample), Outgoing.of(step));
    }

    /// Takes an episode's last step always: there is one for each episode.
    @Override
    public void publishLast(EpisodeRecord sample, Step step) {
        intake.takeAlways(Outgoing.of(sample), Outgoing.of(step));
    }

    public boolean audit(String robot, String json) {
        return intake.take(Outgoing.audit(robot, json));
    }

    /// Takes the end of an episode always: it is small, and there is one for each episode that was begun.
    @Override
    public void publishEnd(EpisodeRecord end, EpisodeEvent event, Runnable kept) {
        intake.takeAlways(Outgoing.of(end).onKept(kept), Outgoing.of(event));
    }

    @Override
    public boolean publish(EpisodeEvent event) {
        return intake.take(Outgoing.of(event));
    }

    public StreamState state() {
        return delivery.state();
    }

    /// True once Kafka has answered since the start.
    public boolean connectedOnce() {
        return delivery.connectedOnce();
    }

    /// Records that were not taken because there was no room.
    public long refused() {
        return intake.refused();
    }

    /// Records that Kafka will never take.
    public long lost() {
        return window.lost();
    }

    /// Waits until what was taken is in Kafka or on disk.
    @Override
    public void close() {
        intake.close();
        try {
            delivery.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
