package io.teleloop.webrtc;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import org.jspecify.annotations.Nullable;

/// The native connection of one peer, its native threads, and the one order in which all that is native is given
/// back. Of the peer's thread.
final class NativeConnection {
    private final PeerThread thread;
    private final Channels channels;
    private final OutgoingVideo outgoing;
    private final IncomingVideo incoming;
    private @Nullable NativeFactory factory;
    private @Nullable RTCPeerConnection connection;

    NativeConnection(PeerThread thread, Channels channels, OutgoingVideo outgoing, IncomingVideo incoming) {
        this.thread = thread;
        this.channels = channels;
        this.outgoing = outgoing;
        this.incoming = incoming;
    }

    /// Makes the connection, with neither channels nor tracks of its own: they come with the other side's offer.
    void open(PeerConfig config, Owner owner, ConnectionWatch watch) {
        make(config, owner, watch);
    }

    /// Makes the connection with the channels and tracks that are offered to the other side.
    void openOffering(PeerConfig config, Owner owner, ConnectionWatch watch) {
        NativeFactory made = make(config, owner, watch);
        channels.offer(get());
        outgoing.offer(made.get(), get());
    }

    private NativeFactory make(PeerConfig config, Owner owner, ConnectionWatch watch) {
        NativeFactory made = new NativeFactory();
        factory = made;
        connection = made.get().createPeerConnection(configuration(config), new Observer(owner, watch));
        return made;
    }

    private static RTCConfiguration configuration(PeerConfig config) {
        RTCConfiguration made = new RTCConfiguration();
        made.bundlePolicy = RTCBundlePolicy.MAX_BUNDLE;
        made.portAllocatorConfig.minPort = config.minPort();
        made.portAllocatorConfig.maxPort = config.maxPort();
        made.portAllocatorConfig.setDisableTcp(true);
        for (IceServer server : config.iceServers()) {
            RTCIceServer ice = new RTCIceServer();
            ice.urls.addAll(server.urls());
            ice.username = server.username() == null ? "" : server.username();
            ice.password = server.credential() == null ? "" : server.credential();
            made.iceServers.add(ice);
        }
        return made;
    }

    /// @throws IllegalStateException before it was made
    RTCPeerConnection get() {
        RTCPeerConnection current = connection;
        if (current == null) {
            throw new IllegalStateException("the connection has not been made");
        }
        return current;
    }

    /// The order matters: each step here, done later or earlier, was seen to crash the process or to leak.
    void close() {
        outgoing.stop();
        incoming.stop();
        channels.detach();
        RTCPeerConnection current = connection;
        if (current != null) {
            // Closing forgets the handle, so the reference has to be read before.
            NativeReference reference = NativeReference.of(current);
            thread.attempt("close connection", current::close);
            channels.dispose();
            outgoing.releaseTransceivers();
            thread.attempt("release connection", reference::release);
        }
        outgoing.dispose();
        NativeFactory made = factory;
        if (made != null) {
            thread.attempt("dispose factory", made::close);
        }
    }

    /// Called on native threads.
    private final class Observer implements PeerConnectionObserver {
        private final Owner owner;
        private final ConnectionWatch watch;

        Observer(Owner owner, ConnectionWatch watch) {
            this.owner = owner;
            this.watch = watch;
        }

        @Override
        public void onIceCandidate(RTCIceCandidate found) {
            thread.fromNative(
                    "candidate",
                    () -> owner.tell(to -> to.localCandidate(found.sdp, found.sdpMid, found.sdpMLineIndex)));
        }

        @Override
        public void onConnectionChange(RTCPeerConnectionState state) {
            thread.fromNative("connection", () -> thread.run("follow the connection", () -> watch.stateChanged(state)));
        }

        @Override
        public void onDataChannel(RTCDataChannel opened) {
            thread.fromNative("channel", () -> channels.accept(opened));
        }

        @Override
        public void onTrack(RTCRtpTransceiver transceiver) {
            thread.fromNative("track", () -> incoming.accept(transceiver));
        }
    }
}
