package io.teleloop.webrtc;

import dev.onvoid.webrtc.RTCPeerConnectionState;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/// Patience with a connection: how long it may take to come about, and how long to come back. Of the peer's thread.
final class ConnectionWatch {
    private final PeerConfig config;
    private final PeerThread thread;
    private @Nullable ScheduledFuture<?> connectTimer;
    private @Nullable ScheduledFuture<?> lossTimer;

    ConnectionWatch(PeerConfig config, PeerThread thread) {
        this.config = config;
        this.thread = thread;
    }

    void begin() {
        connectTimer = thread.runAfter(
                config.connectTimeout(),
                "give up connecting",
                () -> thread.fail("no connection within "
                        + config.connectTimeout().toSeconds() + " s; check that UDP passes between the two machines"));
    }

    /// All that was waited for is there.
    void connected() {
        ScheduledFuture<?> timer = connectTimer;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    void stateChanged(RTCPeerConnectionState state) {
        switch (state) {
            case CONNECTED -> routeIsBack();
            case DISCONNECTED -> routeIsLost();
            case FAILED ->
                thread.fail("no route to the other side works; check that UDP passes between the two machines, or"
                        + " configure a TURN server");
            case CLOSED -> thread.fail("the other side closed the connection");
            case NEW, CONNECTING -> {}
        }
    }

    private void routeIsBack() {
        ScheduledFuture<?> timer = lossTimer;
        if (timer != null) {
            timer.cancel(false);
            lossTimer = null;
        }
    }

    private void routeIsLost() {
        if (lossTimer == null) {
            lossTimer = thread.runAfter(
                    config.lossTimeout(),
                    "give up a lost route",
                    () -> thread.fail("nothing came for " + config.lossTimeout().toSeconds()
                            + " s; the network or the other side is gone"));
        }
    }
}
