package io.teleloop.robot.link;

import com.google.protobuf.ByteString;
import io.teleloop.contract.v1.LinkSample;
import io.teleloop.contract.v1.RobotFrame;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What waits to be sent over the link, bounded in bytes. Replies go before samples. When the network is too slow, the
/// oldest samples are dropped; a dropped sample has used its sequence number, so the gateway sees the hole and marks it
/// as a gap.
final class Outbox {
    private static final int MAX_REPLIES = 256;

    private final long maxBytes;
    private final ArrayDeque<RobotFrame> replies = new ArrayDeque<>();
    private final ArrayDeque<LinkSample> samples = new ArrayDeque<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private long bytes;
    private long dropped;
    private boolean closed;

    Outbox(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized void sample(String stream, long captureTimeNs, ByteString data) {
        if (closed) {
            return;
        }
        long sequence = sequences.merge(stream, 1L, Long::sum) - 1;
        samples.addLast(LinkSample.newBuilder()
                .setStream(stream)
                .setSequence(sequence)
                .setCaptureTimeNs(captureTimeNs)
                .setData(data)
                .build());
        bytes += data.size();
        while (bytes > maxBytes && !samples.isEmpty()) {
            bytes -= samples.removeFirst().getData().size();
            dropped++;
        }
        notifyAll();
    }

    /// A link that cannot even take the answers is given up: the outbox closes.
    synchronized void reply(RobotFrame frame) {
        if (replies.size() == MAX_REPLIES) {
            closed = true;
        } else {
            replies.addLast(frame);
        }
        notifyAll();
    }

    /// The next frame to send, waiting for one; null when the outbox is closed.
    synchronized @Nullable RobotFrame take() throws InterruptedException {
        while (!closed) {
            RobotFrame reply = replies.pollFirst();
            if (reply != null) {
                return reply;
            }
            LinkSample sample = samples.pollFirst();
            if (sample != null) {
                bytes -= sample.getData().size();
                return RobotFrame.newBuilder().setSample(sample).build();
            }
            wait();
        }
        return null;
    }

    synchronized long dropped() {
        return dropped;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
