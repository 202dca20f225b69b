package io.teleloop.gateway.webrtc;

import io.teleloop.webrtc.Peer;
import io.teleloop.webrtc.PeerEvents;
import io.teleloop.webrtc.VideoOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the operator protocol's names to one peer's channels and tracks.
final class OperatorConnection implements OperatorPeer, PeerEvents {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorConnection.class);

    record Track(VideoFeed feed, VideoOutput output) {}

    private final List<Track> tracks;
    private final PeerListener listener;
    private final Consumer<OperatorConnection> onEnd;
    private final CompletableFuture<Peer> peer = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    OperatorConnection(List<Track> tracks, PeerListener listener, Consumer<OperatorConnection> onEnd) {
        this.tracks = List.copyOf(tracks);
        this.listener = listener;
        this.onEnd = onEnd;
    }

    /// The peer may already tell its first events while this runs.
    void start(Peer started) {
        peer.complete(started);
    }

    private Peer peer() {
        return peer.join();
    }

    @Override
    public void answer(String sdp) {
        peer().remoteDescription(sdp);
    }

    @Override
    public void remoteCandidate(String candidate, String sdpMid, int sdpMLineIndex) {
        peer().remoteCandidate(candidate, sdpMid, sdpMLineIndex);
    }

    @Override
    public boolean sendControl(String json) {
        return peer().send(DataChannels.CONTROL.label(), json.getBytes(StandardCharsets.UTF_8), false);
    }

    @Override
    public boolean sendObservation(byte[] packet) {
        return peer().send(DataChannels.OBSERVATION.label(), packet, true);
    }

    @Override
    public boolean sendTactile(byte[] packet) {
        return peer().send(DataChannels.TACTILE.label(), packet, true);
    }

    @Override
    public List<String> mids() {
        return peer().mids();
    }

    @Override
    public void close() {
        end();
        peer().close();
    }

    boolean awaitClosed(Duration timeout) throws InterruptedException {
        return peer().awaitClosed(timeout);
    }

    /// Encoding stops before the peer closes its tracks.
    private void end() {
        if (ended.compareAndSet(false, true)) {
            tracks.forEach(track -> track.feed().removeViewer(track.output()));
            onEnd.accept(this);
        }
    }

    @Override
    public void localDescription(String sdp) {
        listener.offer(sdp);
    }

    @Override
    public void localCandidate(String candidate, String sdpMid, int sdpMLineIndex) {
        listener.localCandidate(candidate, sdpMid, sdpMLineIndex);
    }

    @Override
    public void channelsOpen() {
        tracks.forEach(track -> track.feed().addViewer(track.output()));
        if (ended.get()) {
            // The connection was closed on another thread meanwhile.
            tracks.forEach(track -> track.feed().removeViewer(track.output()));
        }
        listener.channelsOpen();
    }

    @Override
    public void message(String label, byte[] data, boolean binary) {
        if (label.equals(DataChannels.CONTROL.label())) {
            listener.controlMessage(new String(data, StandardCharsets.UTF_8));
        } else if (label.equals(DataChannels.COMMAND.label())) {
            listener.commandPacket(data);
        }
    }

    @Override
    public void oversized(String label, int bytes, int limit) {
        LOG.atWarn()
                .addKeyValue("channel", label)
                .addKeyValue("bytes", bytes)
                .addKeyValue("limit", limit)
                .log("An operator sent a message that is too large");
        // Numbers and one of our own labels only: nothing here needs escaping.
        sendControl("{\"type\":\"error\",\"code\":\"too-large\",\"message\":\"a message of " + bytes
                + " bytes on channel " + label + " was dropped\",\"action\":\"send at most " + limit + " bytes\"}");
    }

    @Override
    public void disconnected(String reason) {
        end();
        listener.disconnected(reason);
    }
}
