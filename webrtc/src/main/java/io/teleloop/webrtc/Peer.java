package io.teleloop.webrtc;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpCodecCapability;
import dev.onvoid.webrtc.RTCRtpEncodingParameters;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.MediaType;
import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrack;
import dev.onvoid.webrtc.media.video.VideoTrackSink;
import io.teleloop.webrtc.ChannelSpec.Reliability;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One WebRTC connection. All methods may be called on any thread and return at once; all native calls run on the
/// peer's own thread, and its events on the owner's executor, never on a native thread.
public final class Peer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

    /// A description of two cameras and four channels has some 10 KB.
    private static final int MAX_DESCRIPTION_CHARS = 256 * 1024;

    private static final int MAX_CANDIDATE_CHARS = 4096;
    /// A host with many interfaces offers some tens of routes.
    private static final int MAX_CANDIDATES = 256;
    /// Messages that wait for the owner's executor.
    private static final int MAX_WAITING_MESSAGES = 1024;

    private static final AtomicLong IDS = new AtomicLong();

    private record TrackSink(VideoTrack track, VideoTrackSink sink) {}

    private final long id = IDS.incrementAndGet();
    private final PeerConfig config;
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final List<VideoOutput> outputs;
    private final @Nullable VideoObserver videoObserver;
    private final Executor callbacks;
    private final PeerEvents events;
    private final ScheduledThreadPoolExecutor thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicInteger waitingMessages = new AtomicInteger();
    private final AtomicLong droppedMessages = new AtomicLong();
    private volatile List<String> mids = List.of();

    // Only the peer's thread touches what follows.
    private final List<RTCIceCandidate> earlyCandidates = new ArrayList<>();
    private final List<RTCRtpTransceiver> transceivers = new ArrayList<>();
    private final List<VideoTrack> outputTracks = new ArrayList<>();
    private final List<RTCDataChannel> strayChannels = new ArrayList<>();
    private @Nullable NativeFactory factory;
    private @Nullable RTCPeerConnection connection;
    private boolean localSet;
    private boolean remoteSet;
    private boolean remoteGiven;
    private int candidates;
    private boolean openReported;
    private boolean disconnectReported;
    private @Nullable ScheduledFuture<?> connectTimer;
    private @Nullable ScheduledFuture<?> lossTimer;

    // Native threads add to this while tracks arrive, and the peer's thread reads it when that is over.
    private final List<TrackSink> sinks = new CopyOnWriteArrayList<>();

    private Peer(
            PeerConfig config,
            List<ChannelSpec> channelSpecs,
            List<VideoOutput> outputs,
            @Nullable VideoObserver videoObserver,
            Executor callbacks,
            PeerEvents events) {
        this.config = config;
        this.outputs = List.copyOf(outputs);
        this.videoObserver = videoObserver;
        this.callbacks = callbacks;
        this.events = events;
        for (ChannelSpec spec : channelSpecs) {
            channels.put(spec.label(), new Channel(spec));
        }
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("webrtc-peer-" + id).factory());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
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
        peer.start(peer::offer);
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
        peer.start(peer::createConnection);
        return peer;
    }

    /// The media ids of the offered tracks, in the order of the outputs; known once the local description is.
    public List<String> mids() {
        return mids;
    }

    /// Messages that were dropped because they came faster than the owner took them.
    public long droppedMessages() {
        return droppedMessages.get();
    }

    /// Outgoing messages of a channel that were dropped because the line was too slow for them.
    public long droppedSends(String label) {
        return channel(label).dropped();
    }

    /// The other side's offer or answer.
    ///
    /// @throws IllegalArgumentException when it cannot be a session description
    public void remoteDescription(String sdp) {
        if (!sdp.startsWith("v=0") || sdp.length() > MAX_DESCRIPTION_CHARS) {
            throw new IllegalArgumentException("a session description begins with v=0 and has at most "
                    + MAX_DESCRIPTION_CHARS + " characters; this one has " + sdp.length());
        }
        onThread("take the remote description", () -> applyRemoteDescription(sdp));
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
        onThread("take a remote candidate", () -> {
            if (++candidates > MAX_CANDIDATES) {
                fail("the other side sent more than " + MAX_CANDIDATES + " ICE candidates");
            } else if (localSet && remoteSet) {
                addCandidate(parsed);
            } else {
                earlyCandidates.add(parsed);
            }
        });
    }

    /// Sends a message; the array must not be changed afterwards.
    ///
    /// @return false when the channel is not open or has no room: then the message is dropped and counted
    public boolean send(String label, byte[] data, boolean binary) {
        Channel channel = channel(label);
        if (closing.get() || !channel.reserve(data.length)) {
            return false;
        }
        return onThread("send", () -> {
            if (channel.sendReserved(data, binary) == Channel.Sent.FULL
                    && channel.spec().reliability() == Reliability.RELIABLE) {
                fail("the other side takes messages of channel '" + label + "' too slowly");
            }
        });
    }

    /// Ends the connection and gives all native memory back, in the background.
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            thread.execute(this::closeNow);
        }
    }

    /// Waits for the end of [#close].
    ///
    /// @return false when it takes longer than `timeout`
    public boolean awaitClosed(Duration timeout) throws InterruptedException {
        return closed.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Channel channel(String label) {
        Channel channel = channels.get(label);
        if (channel == null) {
            throw new IllegalArgumentException("no channel '" + label + "'; this peer has " + channels.keySet());
        }
        return channel;
    }

    // ---- On the peer's thread

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    /// @return false when the peer has closed
    private boolean onThread(String what, Work work) {
        try {
            thread.execute(() -> {
                if (closing.get()) {
                    return;
                }
                try {
                    work.run();
                } catch (Exception | Error e) {
                    // webrtc-java reports refused input as java.lang.Error.
                    LOG.atWarn()
                            .addKeyValue("peer", id)
                            .addKeyValue("step", what)
                            .setCause(e)
                            .log("A WebRTC step failed");
                    fail("could not " + what + ": " + e.getMessage());
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void start(Work first) {
        onThread("start", () -> {
            connectTimer = onTimer(
                    config.connectTimeout(),
                    () -> fail("no connection within " + config.connectTimeout().toSeconds()
                            + " s; check that UDP passes between the two machines"));
            first.run();
        });
    }

    private @Nullable ScheduledFuture<?> onTimer(Duration delay, Runnable work) {
        try {
            return thread.schedule(
                    () -> {
                        if (!closing.get()) {
                            work.run();
                        }
                    },
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    private RTCPeerConnection createConnection() {
        NativeFactory created = new NativeFactory();
        factory = created;
        RTCConfiguration nativeConfig = new RTCConfiguration();
        nativeConfig.bundlePolicy = RTCBundlePolicy.MAX_BUNDLE;
        nativeConfig.portAllocatorConfig.minPort = config.minPort();
        nativeConfig.portAllocatorConfig.maxPort = config.maxPort();
        nativeConfig.portAllocatorConfig.setDisableTcp(true);
        for (IceServer server : config.iceServers()) {
            RTCIceServer ice = new RTCIceServer();
            ice.urls.addAll(server.urls());
            ice.username = server.username() == null ? "" : server.username();
            ice.password = server.credential() == null ? "" : server.credential();
            nativeConfig.iceServers.add(ice);
        }
        RTCPeerConnection made = created.get().createPeerConnection(nativeConfig, new Observer());
        connection = made;
        return made;
    }

    private RTCPeerConnection connection() {
        RTCPeerConnection current = connection;
        if (current == null) {
            throw new IllegalStateException("the connection has not been made");
        }
        return current;
    }

    private void offer() {
        RTCPeerConnection made = createConnection();
        for (Channel channel : channels.values()) {
            ChannelSpec spec = channel.spec();
            RTCDataChannelInit init = new RTCDataChannelInit();
            init.ordered = spec.reliability() == Reliability.RELIABLE;
            if (spec.reliability() == Reliability.NEWEST_MATTERS) {
                init.maxRetransmits = 0;
            }
            channel.attach(made.createDataChannel(spec.label(), init), inbox(channel));
        }
        for (VideoOutput output : outputs) {
            addTrack(made, output);
        }
        made.createOffer(new RTCOfferOptions(), new DescriptionMade());
    }

    private void addTrack(RTCPeerConnection made, VideoOutput output) {
        NativeFactory owner = factory;
        if (owner == null) {
            throw new IllegalStateException("the factory has not been made");
        }
        VideoTrack track = owner.get().createVideoTrack(output.label(), output.open());
        outputTracks.add(track);
        RTCRtpEncodingParameters encoding = new RTCRtpEncodingParameters();
        encoding.maxBitrate = output.maxBitrate();
        RTCRtpTransceiverInit init = new RTCRtpTransceiverInit();
        init.direction = RTCRtpTransceiverDirection.SEND_ONLY;
        init.streamIds.add(output.label());
        init.sendEncodings.add(encoding);
        RTCRtpTransceiver transceiver = made.addTransceiver(track, init);
        transceivers.add(transceiver);
        List<RTCRtpCodecCapability> known =
                owner.get().getRtpSenderCapabilities(MediaType.VIDEO).getCodecs();
        List<RTCRtpCodecCapability> preferred = new ArrayList<>();
        for (String name : config.videoCodecs()) {
            known.stream()
                    .filter(codec -> codec.getName().equalsIgnoreCase(name))
                    .forEach(preferred::add);
        }
        if (preferred.isEmpty()) {
            throw new IllegalStateException("none of the video codecs " + config.videoCodecs() + " is built in");
        }
        // Retransmission of lost packets stays.
        known.stream()
                .filter(codec -> codec.getName().toLowerCase(Locale.ROOT).equals("rtx"))
                .forEach(preferred::add);
        transceiver.setCodecPreferences(preferred);
    }

    private void applyRemoteDescription(String sdp) {
        if (remoteGiven) {
            throw new IllegalStateException("the other side sent a second session description");
        }
        remoteGiven = true;
        boolean answering = videoObserver != null;
        RTCSdpType type = answering ? RTCSdpType.OFFER : RTCSdpType.ANSWER;
        connection().setRemoteDescription(new RTCSessionDescription(type, sdp), new DescriptionSet("remote", () -> {
            remoteSet = true;
            if (answering) {
                connection().createAnswer(new RTCAnswerOptions(), new DescriptionMade());
            }
            addEarlyCandidates();
        }));
    }

    private void localDescriptionSet(String sdp) {
        localSet = true;
        mids = transceivers.stream().map(RTCRtpTransceiver::getMid).toList();
        tell(() -> events.localDescription(sdp));
        addEarlyCandidates();
    }

    private void addEarlyCandidates() {
        if (localSet && remoteSet) {
            earlyCandidates.forEach(this::addCandidate);
            earlyCandidates.clear();
        }
    }

    /// A route that the native library does not understand is no reason to give the others up.
    private void addCandidate(RTCIceCandidate candidate) {
        try {
            connection().addIceCandidate(candidate);
        } catch (RuntimeException | Error e) {
            LOG.atWarn()
                    .addKeyValue("peer", id)
                    .addKeyValue("candidate", candidate.sdp)
                    .addKeyValue("reason", e.getMessage())
                    .log("An ICE candidate was refused");
        }
    }

    private void channelStateChanged(Channel channel) {
        RTCDataChannelState state = channel.refresh();
        if (state == RTCDataChannelState.CLOSING || state == RTCDataChannelState.CLOSED) {
            fail("the other side closed channel '" + channel.spec().label() + "'");
        } else if (!openReported && channels.values().stream().allMatch(Channel::open)) {
            openReported = true;
            ScheduledFuture<?> timer = connectTimer;
            if (timer != null) {
                timer.cancel(false);
            }
            tell(events::channelsOpen);
        }
    }

    private void connectionStateChanged(RTCPeerConnectionState state) {
        ScheduledFuture<?> timer = lossTimer;
        switch (state) {
            case CONNECTED -> {
                if (timer != null) {
                    timer.cancel(false);
                    lossTimer = null;
                }
            }
            case DISCONNECTED -> {
                if (timer == null) {
                    lossTimer = onTimer(
                            config.lossTimeout(),
                            () -> fail("nothing came for "
                                    + config.lossTimeout().toSeconds() + " s; the network or the other side is gone"));
                }
            }
            case FAILED ->
                fail("no route to the other side works; check that UDP passes between the two machines, or configure a"
                        + " TURN server");
            case CLOSED -> fail("the other side closed the connection");
            case NEW, CONNECTING -> {}
        }
    }

    private void fail(String reason) {
        if (!disconnectReported && !closing.get()) {
            disconnectReported = true;
            tell(() -> events.disconnected(reason));
            close();
        }
    }

    /// The order matters: each step here, done later or earlier, was seen to crash the process or to leak.
    private void closeNow() {
        try {
            for (VideoOutput output : outputs) {
                attempt("stop video", output::stop);
            }
            for (TrackSink sink : sinks) {
                attempt("remove sink", () -> sink.track().removeSink(sink.sink()));
            }
            for (Channel channel : channels.values()) {
                attempt("detach channel", channel::detach);
            }
            RTCPeerConnection current = connection;
            if (current != null) {
                // Closing forgets the handle, so the reference has to be read before.
                NativeReference reference = NativeReference.of(current);
                attempt("close connection", current::close);
                for (Channel channel : channels.values()) {
                    attempt("dispose channel", channel::dispose);
                }
                for (RTCDataChannel stray : strayChannels) {
                    attempt("dispose refused channel", () -> NativeReference.of(stray)
                            .release());
                }
                for (RTCRtpTransceiver transceiver : transceivers) {
                    attempt("release transceiver", () -> NativeReference.of(transceiver)
                            .release());
                }
                attempt("release connection", reference::release);
            }
            for (VideoTrack track : outputTracks) {
                attempt("dispose track", track::dispose);
            }
            for (VideoOutput output : outputs) {
                attempt("dispose video source", output::dispose);
            }
            NativeFactory owner = factory;
            if (owner != null) {
                attempt("dispose factory", owner::close);
            }
        } finally {
            thread.shutdown();
            closed.countDown();
        }
    }

    private void attempt(String what, Work step) {
        try {
            step.run();
        } catch (Exception | Error e) {
            // webrtc-java reports references that are still held as java.lang.Error.
            LOG.atWarn()
                    .addKeyValue("peer", id)
                    .addKeyValue("step", what)
                    .addKeyValue("reason", e.getMessage())
                    .log("A step of closing a WebRTC peer failed");
        }
    }

    private void tell(Runnable event) {
        try {
            callbacks.execute(() -> {
                try {
                    event.run();
                } catch (RuntimeException e) {
                    LOG.atError().addKeyValue("peer", id).setCause(e).log("A WebRTC event handler failed");
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.atDebug().addKeyValue("peer", id).log("A WebRTC event came after its owner had stopped");
        }
    }

    // ---- On native threads: copy, hop, never throw. An exception that escapes can end the process.

    private void fromNative(String what, Runnable step) {
        try {
            step.run();
        } catch (Exception | LinkageError e) {
            LOG.atError()
                    .addKeyValue("peer", id)
                    .addKeyValue("callback", what)
                    .setCause(e)
                    .log("A native callback failed");
        }
    }

    private Channel.Inbox inbox(Channel channel) {
        return new Channel.Inbox() {
            @Override
            public void stateChanged() {
                fromNative("state", () -> onThread("read a channel's state", () -> channelStateChanged(channel)));
            }

            @Override
            public void received(ByteBuffer data, boolean binary) {
                fromNative("message", () -> messageReceived(channel.spec(), data, binary));
            }
        };
    }

    private void messageReceived(ChannelSpec spec, ByteBuffer data, boolean binary) {
        int size = data.remaining();
        if (waitingMessages.incrementAndGet() > MAX_WAITING_MESSAGES) {
            waitingMessages.decrementAndGet();
            droppedMessages.incrementAndGet();
            if (spec.reliability() == Reliability.RELIABLE) {
                onThread(
                        "end a flooded connection",
                        () -> fail("messages of channel '" + spec.label() + "' come faster than they are handled"));
            }
            return;
        }
        byte[] copy = new byte[size > spec.maxMessageBytes() ? 0 : size];
        data.get(copy);
        tell(() -> {
            waitingMessages.decrementAndGet();
            if (size > spec.maxMessageBytes()) {
                events.oversized(spec.label(), size, spec.maxMessageBytes());
            } else {
                events.message(spec.label(), copy, binary);
            }
        });
    }

    private final class Observer implements PeerConnectionObserver {
        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {
            fromNative(
                    "candidate",
                    () -> tell(() -> events.localCandidate(candidate.sdp, candidate.sdpMid, candidate.sdpMLineIndex)));
        }

        @Override
        public void onConnectionChange(RTCPeerConnectionState state) {
            fromNative("connection", () -> onThread("follow the connection", () -> connectionStateChanged(state)));
        }

        @Override
        public void onDataChannel(RTCDataChannel opened) {
            fromNative("channel", () -> {
                Channel channel = channels.get(opened.getLabel());
                if (channel != null && channel.attach(opened, inbox(channel))) {
                    onThread("read a channel's state", () -> channelStateChanged(channel));
                    return;
                }
                LOG.atWarn().addKeyValue("peer", id).log("The other side opened a channel that is not expected");
                onThread("refuse a channel", () -> {
                    strayChannels.add(opened);
                    opened.close();
                });
            });
        }

        @Override
        public void onTrack(RTCRtpTransceiver transceiver) {
            // The transceiver, its receiver and its track are lent, not given: none of them may be released.
            fromNative("track", () -> {
                VideoObserver observer = videoObserver;
                if (observer != null && transceiver.getReceiver().getTrack() instanceof VideoTrack track) {
                    String mid = transceiver.getMid();
                    VideoTrackSink sink = frame -> frameReceived(observer, mid, frame);
                    sinks.add(new TrackSink(track, sink));
                    track.addSink(sink);
                }
            });
        }
    }

    private void frameReceived(VideoObserver observer, String mid, VideoFrame frame) {
        fromNative("frame", () -> {
            try {
                // For the buffers that come here toI420 returns the same buffer, so only the frame is released.
                var picture = frame.buffer.toI420();
                observer.frame(mid, picture.getDataY(), picture.getWidth(), picture.getHeight(), picture.getStrideY());
            } finally {
                frame.release();
            }
        });
    }

    private final class DescriptionMade implements CreateSessionDescriptionObserver {
        @Override
        public void onSuccess(RTCSessionDescription description) {
            fromNative(
                    "description",
                    () -> onThread("set the local description", () -> connection()
                            .setLocalDescription(
                                    description,
                                    new DescriptionSet("local", () -> localDescriptionSet(description.sdp)))));
        }

        @Override
        public void onFailure(String error) {
            fromNative(
                    "description",
                    () -> onThread("describe the session", () -> fail("the session cannot be described: " + error)));
        }
    }

    private final class DescriptionSet implements SetSessionDescriptionObserver {
        private final String whose;
        private final Runnable next;

        DescriptionSet(String whose, Runnable next) {
            this.whose = whose;
            this.next = next;
        }

        @Override
        public void onSuccess() {
            fromNative("description set", () -> onThread("go on after the " + whose + " description", next::run));
        }

        @Override
        public void onFailure(String error) {
            fromNative(
                    "description set",
                    () -> onThread(
                            "refuse a description",
                            () -> fail("the " + whose + " session description was refused: " + error)));
        }
    }
}
