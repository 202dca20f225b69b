package io.teleloop.webrtc;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Turns a peer's signals into lines.
final class LineEvents implements PeerEvents {
    final CompletableFuture<Void> open = new CompletableFuture<>();
    final CompletableFuture<String> disconnected = new CompletableFuture<>();
    private final Consumer<String> lines;

    LineEvents(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void localDescription(String sdp) {
        lines.accept(VanishingPeer.line("sdp", "-", sdp));
    }

    @Override
    public void localCandidate(String candidate, String sdpMid, int sdpMLineIndex) {
        lines.accept(VanishingPeer.line("ice", sdpMid, candidate));
    }

    @Override
    public void channelsOpen() {
        open.complete(null);
    }

    @Override
    public void message(String label, byte[] data, boolean binary) {}

    @Override
    public void oversized(String label, int bytes, int limit) {}

    @Override
    public void disconnected(String reason) {
        disconnected.complete(reason);
    }
}
