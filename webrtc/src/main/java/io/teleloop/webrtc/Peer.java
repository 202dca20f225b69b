package io.teleloop.webrtc;

import dev.onvoid.webrtc.RTCIceCandidate;
import io.teleloop.webrtc.ChannelSpec.Reliability;
import io.teleloop.webrtc.PeerThread.Work;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One WebRTC connection. All methods may be called on any thread and return at once; all native calls run on the
/// peer's own thread, and its events on the owner's executor, never on a native thread.
///
/// ```
///   any thread        the peer's thread                              the owner's executor
///
///   Peer ──────────▶ PeerThread ──▶ Handshake       offer, answer, routes ┐
///                        ▲          ConnectionWatch  patience             ├──▶ Owner ──▶ PeerEvents
///                        │          Channels         messages             ┘
///                        │          OutgoingVideo ◀── VideoOutput
///                        │          IncomingVideo ──▶ VideoObserver
///                        │             all of them on one NativeConnection,
///   native threads ──────┘             which closes them in the one order that works
/// ```
public final class Peer implements AutoCloseable {
    /// A description of two cameras and four channels has some 10 KB.
    private static final int MAX_DESCRIPTION_CHARS = 256 * 1024;

    private static final int MAX_CANDIDATE_CHARS = 4096;

    private static final AtomicLong IDS = new AtomicLong();

    private final boolean answering;
    private final PeerThread thread;
    private final Owner owner;
    private final ConnectionWatch watch;
    private final Channels channels;
    private final OutgoingVideo outgoing;
    private final NativeConnection connection;
    private final Handshake handshake;

    private Peer(
            PeerConfig config,
            List<ChannelSpec> channelSpecs,
            List<VideoOutput> outputs,
            @Nullable VideoObserver videoObserver,
            Executor callbacks,
            PeerEvents events) {
        long id = IDS.incrementAndGet();
        answering = videoObserver != null;
        thread = new PeerThread(id, this::failed);
        owner = new Owner(id, callbacks, events);
        watch = new ConnectionWatch(config, thread);
        channels = new Channels(channelSpecs, thread, owner, this::channelsOpened);
        outgoing = new OutgoingVideo(thread, config.videoCodecs(), outputs);
        connection = new NativeConnection(thread, channels, outgoing, new IncomingVideo(thread, videoObserver));
        handshake = new Handshake(thread, connection, this::described);
    }

    /// Starts the side that offers the video tracks and the channels.
    ///
    /// @param outputs become the peer's, which disposes of them when it closes
    public static Peer offering(
            PeerConfig config,
            List<ChannelSpec> channels,
            List<VideoOutput> outputs,
            Executor callbacks,
            PeerEvents events) {
        Peer peer = new Peer(config, channels, outputs, null, callbacks, events);
        peer.start(() -> {
            peer.connection.openOffering(config, peer.owner, peer.watch);
            peer.handshake.offer();
        });
        return peer;
    }

    /// Starts the side that answers; hand it the offer by [#remoteDescription].
    ///
    /// @param channels that the other side is expected to open; others are refused
    public static Peer answering(
            PeerConfig config,
            List<ChannelSpec> channels,
            VideoObserver videoObserver,
            Executor callbacks,
            PeerEvents events) {
        Peer peer = new Peer(config, channels, List.of(), videoObserver, callbacks, events);
        peer.start(() -> peer.connection.open(config, peer.owner, peer.watch));
        return peer;
    }

    private void start(Work first) {
        thread.run("start", () -> {
            watch.begin();
            first.run();
        });
    }

    /// The media ids of the offered tracks, in the order of the outputs; known once the local description is.
    public List<String> mids() {
        return outgoing.mids();
    }

    /// Messages that were dropped because they came faster than the owner took them.
    public long droppedMessages() {
        return owner.droppedMessages();
    }

    /// Outgoing messages of a channel that were dropped because the line was too slow for them.
    public long droppedSends(String label) {
        return channels.get(label).dropped();
    }

    /// The other side's offer or answer.
    ///
    /// @throws IllegalArgumentException when it cannot be a session description
    public void remoteDescription(String sdp) {
        if (!sdp.startsWith("v=0") || sdp.length() > MAX_DESCRIPTION_CHARS) {
            throw new IllegalArgumentException("a session description begins with v=0 and has at most "
                    + MAX_DESCRIPTION_CHARS + " characters; this one has " + sdp.length());
        }
        thread.run("take the remote description", () -> {
            if (answering) {
                handshake.answer(sdp);
            } else {
                handshake.answered(sdp);
            }
        });
    }

    /// A route that the other side found. An empty candidate tells that there are no more.
    ///
    /// @throws IllegalArgumentException when it cannot be a candidate
    public void remoteCandidate(String candidate, String sdpMid, int sdpMLineIndex) {
        if (candidate.isBlank()) {
            return;
        }
        if (!candidate.startsWith("candidate:") || candidate.length() > MAX_CANDIDATE_CHARS || sdpMLineIndex < 0) {
            throw new IllegalArgumentException("an ICE candidate begins with candidate: and has at most "
                    + MAX_CANDIDATE_CHARS + " characters; this one has " + candidate.length());
        }
        RTCIceCandidate parsed = new RTCIceCandidate(sdpMid, sdpMLineIndex, candidate);
        thread.run("take a remote candidate", () -> handshake.remoteCandidate(parsed));
    }

    /// Sends a message; the array must not be changed afterwards.
    ///
    /// @return false when the channel is not open or has no room: then the message is dropped and counted
    public boolean send(String label, byte[] data, boolean binary) {
        Channel channel = channels.get(label);
        if (thread.ending() || !channel.reserve(data.length)) {
            return false;
        }
        return thread.run("send", () -> {
            if (channel.sendReserved(data, binary) == Channel.Sent.FULL
                    && channel.spec().reliability() == Reliability.RELIABLE) {
                thread.fail("the other side takes messages of channel '" + label + "' too slowly");
            }
        });
    }

    /// Ends the connection and gives all native memory back, in the background.
    @Override
    public void close() {
        thread.end(connection::close);
    }

    /// Waits for the end of [#close].
    ///
    /// @return false when it takes longer than `timeout`
    public boolean awaitClosed(Duration timeout) throws InterruptedException {
        return thread.awaitEnd(timeout);
    }

    // ---- On the peer's thread

    private void described(String sdp) {
        outgoing.described();
        owner.tell(to -> to.localDescription(sdp));
    }

    private void channelsOpened() {
        watch.connected();
        owner.tell(PeerEvents::channelsOpen);
    }

    private void failed(String reason) {
        owner.tell(to -> to.disconnected(reason));
        close();
    }
}
