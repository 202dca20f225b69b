package io.teleloop.webrtc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One end of a pair of peers in this process, wired to the other without a network of signals.
final class Side implements PeerEvents {
    static final ChannelSpec CONTROL = new ChannelSpec("control", ChannelSpec.Reliability.RELIABLE, 64 * 1024, 1 << 20);
    static final ChannelSpec COMMAND =
            new ChannelSpec("command", ChannelSpec.Reliability.NEWEST_MATTERS, 1024, 1 << 16);
    static final List<ChannelSpec> CHANNELS = List.of(CONTROL, COMMAND);

    record Message(String label, byte[] data, boolean binary) {
        String text() {
            return new String(data, StandardCharsets.UTF_8);
        }
    }

    final CompletableFuture<Void> open = new CompletableFuture<>();
    final CompletableFuture<String> description = new CompletableFuture<>();
    final CompletableFuture<String> disconnected = new CompletableFuture<>();
    final Queue<Message> messages = new ConcurrentLinkedQueue<>();
    final Queue<String> oversized = new ConcurrentLinkedQueue<>();
    final Queue<String> disconnects = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> beforeOther = new ArrayDeque<>();
    private @Nullable Peer other;

    static Executor serial() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("owner").factory());
    }

    synchronized void sendTo(Peer peer) {
        other = peer;
        beforeOther.forEach(Runnable::run);
        beforeOther.clear();
    }

    private synchronized void signal(Consumer<Peer> message) {
        Peer to = other;
        if (to == null) {
            beforeOther.add(() -> message.accept(Objects.requireNonNull(other)));
        } else {
            message.accept(to);
        }
    }

    @Override
    public void localDescription(String sdp) {
        description.complete(sdp);
        signal(peer -> peer.remoteDescription(sdp));
    }

    @Override
    public void localCandidate(String candidate, String sdpMid, int sdpMLineIndex) {
        signal(peer -> peer.remoteCandidate(candidate, sdpMid, sdpMLineIndex));
    }

    @Override
    public void channelsOpen() {
        open.complete(null);
    }

    @Override
    public void message(String label, byte[] data, boolean binary) {
        messages.add(new Message(label, data, binary));
    }

    @Override
    public void oversized(String label, int bytes, int limit) {
        oversized.add(label + " " + bytes + " > " + limit);
    }

    @Override
    public void disconnected(String reason) {
        disconnects.add(reason);
        disconnected.complete(reason);
    }
}
