package io.teleloop.webrtc;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whom a peer tells, on the owner's executor. Messages that wait there are bounded. Thread-safe.
final class Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Owner.class);
    /// Messages that wait for the owner's executor.
    private static final int MAX_WAITING_MESSAGES = 1024;

    private final long peer;
    private final Executor executor;
    private final PeerEvents events;
    private final AtomicInteger waitingMessages = new AtomicInteger();
    private final AtomicLong droppedMessages = new AtomicLong();

    Owner(long peer, Executor executor, PeerEvents events) {
        this.peer = peer;
        this.executor = executor;
        this.events = events;
    }

    void tell(Consumer<PeerEvents> event) {
        try {
            executor.execute(() -> {
                try {
                    event.accept(events);
                } catch (RuntimeException e) {
                    LOG.atError().addKeyValue("peer", peer).setCause(e).log("A WebRTC event handler failed");
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.atDebug().addKeyValue("peer", peer).log("A WebRTC event came after its owner had stopped");
        }
    }

    /// Hands a message over.
    ///
    /// @param data is copied
    /// @return false when too many wait already: then this one was dropped and counted
    boolean message(ChannelSpec channel, ByteBuffer data, boolean binary) {
        if (waitingMessages.incrementAndGet() > MAX_WAITING_MESSAGES) {
            waitingMessages.decrementAndGet();
            droppedMessages.incrementAndGet();
            return false;
        }
        int size = data.remaining();
        boolean oversized = size > channel.maxMessageBytes();
        byte[] copy = new byte[oversized ? 0 : size];
        data.get(copy);
        tell(to -> {
            waitingMessages.decrementAndGet();
            if (oversized) {
                to.oversized(channel.label(), size, channel.maxMessageBytes());
            } else {
                to.message(channel.label(), copy, binary);
            }
        });
        return true;
    }

    long droppedMessages() {
        return droppedMessages.get();
    }
}
