package io.teleloop.gateway.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.teleloop.contract.wire.TimecodeStrip;
import io.teleloop.webrtc.Peer;
import io.teleloop.webrtc.PeerConfig;
import io.teleloop.webrtc.PeerEvents;
import java.awt.Color;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebRtcEngineTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    /// Some moment in 2026, on a whole tick of the time code.
    private static final long CAPTURE_NS = 1_780_000_000_123_400_000L;

    private final ExecutorService callbacks = Executors.newSingleThreadExecutor();
    private final WebRtcEngine engine = new WebRtcEngine(WebRtcConfig.defaults());

    @AfterEach
    void stop() {
        engine.close();
        callbacks.shutdown();
    }

    /// An operator in this process, wired to the gateway's side without a network of signals.
    private final class Operator implements PeerEvents, AutoCloseable {
        final Queue<String> messages = new ConcurrentLinkedQueue<>();
        final CompletableFuture<Void> open = new CompletableFuture<>();
        final Map<String, OptionalLong> ages = new ConcurrentHashMap<>();
        final Map<String, Integer> heights = new ConcurrentHashMap<>();
        final Gateway gateway = new Gateway();
        final Peer peer;
        final OperatorPeer gatewayPeer;

        Operator(List<VideoFeed> feeds) throws Exception {
            peer = Peer.answering(PeerConfig.defaults(), DataChannels.ALL, this::frame, callbacks, this);
            gatewayPeer = engine.connect(feeds, callbacks, gateway);
            gateway.operator.complete(this);
            gateway.open.get(LONG.toSeconds(), TimeUnit.SECONDS);
            open.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }

        private void frame(String mid, ByteBuffer luma, int width, int height, int stride) {
            if (width % 40 != 0) {
                return;
            }
            byte[] row = new byte[width];
            luma.get((height - TimecodeStrip.ROWS / 2) * stride, row);
            OptionalLong age = TimecodeStrip.ageNs(row, CAPTURE_NS);
            if (age.isPresent()) {
                ages.put(mid, age);
                heights.put(mid, height);
            }
        }

        @Override
        public void localDescription(String sdp) {
            gatewayPeer.answer(sdp);
        }

        @Override
        public void localCandidate(String candidate, String sdpMid, int sdpMLineIndex) {
            gatewayPeer.remoteCandidate(candidate, sdpMid, sdpMLineIndex);
        }

        @Override
        public void channelsOpen() {
            open.complete(null);
        }

        @Override
        public void message(String label, byte[] data, boolean binary) {
            messages.add(label + " " + new String(data, StandardCharsets.UTF_8));
        }

        @Override
        public void oversized(String label, int bytes, int limit) {}

        @Override
        public void disconnected(String reason) {}

        @Override
        public void close() throws InterruptedException {
            gatewayPeer.close();
            peer.close();
            assertThat(peer.awaitClosed(LONG)).isTrue();
        }
    }

    /// What the rest of the gateway would hear.
    private static final class Gateway implements PeerListener {
        final CompletableFuture<Operator> operator = new CompletableFuture<>();
        final CompletableFuture<Void> open = new CompletableFuture<>();
        final CompletableFuture<String> disconnected = new CompletableFuture<>();
        final Queue<String> messages = new ConcurrentLinkedQueue<>();

        @Override
        public void offer(String sdp) {
            operator.join().peer.remoteDescription(sdp);
        }

        @Override
        public void localCandidate(String candidate, String sdpMid, int sdpMLineIndex) {
            operator.join().peer.remoteCandidate(candidate, sdpMid, sdpMLineIndex);
        }

        @Override
        public void controlMessage(String json) {
            messages.add("control " + json);
        }

        @Override
        public void commandPacket(byte[] packet) {
            messages.add("command " + packet.length);
        }

        @Override
        public void channelsOpen() {
            open.complete(null);
        }

        @Override
        public void disconnected(String reason) {
            disconnected.complete(reason);
        }
    }

    @Test
    void timeCodeInTheVideoShouldTellTheCaptureTime() throws Exception {
        byte[] red = Pictures.plain(320, 240, Color.RED);
        byte[] blue = Pictures.plain(640, 480, Color.BLUE);
        try (VideoFeed scene = engine.openFeed("scene", 320, 240, 20);
                VideoFeed wrist = engine.openFeed("wrist", 640, 480, 20);
                Operator operator = new Operator(List.of(scene, wrist))) {
            assertThat(scene.viewers()).isEqualTo(1);
            assertThat(operator.gatewayPeer.mids()).hasSize(2).doesNotHaveDuplicates();
            await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> {
                scene.offer(red, CAPTURE_NS);
                wrist.offer(blue, CAPTURE_NS - 40_000_000);
                return operator.ages.size() == 2;
            });
            String first = operator.gatewayPeer.mids().get(0);
            String second = operator.gatewayPeer.mids().get(1);
            assertThat(operator.ages.get(first)).hasValue(0);
            assertThat(operator.ages.get(second)).hasValue(40_000_000);
            assertThat(operator.heights).containsEntry(first, 256).containsEntry(second, 496);
        }
    }

    @Test
    void pictureShouldNotBeDecodedWhileNobodyLooks() throws Exception {
        try (VideoFeed feed = engine.openFeed("scene", 320, 240, 20)) {
            feed.offer(new byte[] {1}, CAPTURE_NS);
            feed.offer(Pictures.plain(320, 240, Color.RED), CAPTURE_NS);
            assertThat(feed.viewers()).isZero();
            try (Operator operator = new Operator(List.of(feed))) {
                // The newest picture is shown to a new viewer without another one coming.
                await().atMost(LONG).until(() -> feed.shown() == 1);
                assertThat(feed.malformed()).isZero();
                assertThat(operator.gatewayPeer.mids()).hasSize(1);
            }
            await().atMost(LONG).until(() -> feed.viewers() == 0);
        }
    }

    @Test
    void malformedPictureShouldBeCountedAndTheNextOneShown() throws Exception {
        try (VideoFeed feed = engine.openFeed("scene", 320, 240, 20);
                Operator operator = new Operator(List.of(feed))) {
            assertThat(feed.viewers()).isEqualTo(1);
            feed.offer(new byte[] {1, 2, 3}, CAPTURE_NS);
            await().atMost(LONG).until(() -> feed.malformed() == 1);
            feed.offer(Pictures.plain(320, 240, Color.RED), CAPTURE_NS);
            await().atMost(LONG).until(() -> feed.shown() == 1);
            assertThat(operator.messages).isEmpty();
        }
    }

    @Test
    void everyChannelShouldCarryItsMessages() throws Exception {
        try (Operator operator = new Operator(List.of())) {
            assertThat(operator.gatewayPeer.sendControl("{\"type\":\"state\"}")).isTrue();
            assertThat(operator.gatewayPeer.sendObservation("o".getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
            assertThat(operator.gatewayPeer.sendTactile("t".getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
            operator.peer.send("control", "{}".getBytes(StandardCharsets.UTF_8), false);
            operator.peer.send("command", new byte[52], true);

            await().atMost(LONG).until(() -> operator.messages.size() == 3 && operator.gateway.messages.size() == 2);
            assertThat(operator.messages)
                    .containsExactlyInAnyOrder("control {\"type\":\"state\"}", "observation o", "tactile t");
            assertThat(operator.gateway.messages).containsExactlyInAnyOrder("control {}", "command 52");
        }
    }

    @Test
    void tooLargeMessageShouldBeAnsweredWithAnError() throws Exception {
        try (Operator operator = new Operator(List.of())) {
            operator.peer.send("control", new byte[65 * 1024], true);
            await().atMost(LONG).until(() -> !operator.messages.isEmpty());
            assertThat(operator.messages.element()).contains("\"code\":\"too-large\"", "66560", "65536");
            assertThat(operator.gateway.messages).isEmpty();
        }
    }

    @Test
    void operatorWhoGoesShouldBeNoticedAndCleaned() throws Exception {
        try (VideoFeed feed = engine.openFeed("scene", 320, 240, 20);
                Operator operator = new Operator(List.of(feed))) {
            operator.peer.close();
            assertThat(operator.gateway.disconnected.get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .contains("closed");
            assertThat(feed.viewers()).isZero();
            assertThat(operator.gatewayPeer.sendControl("{}")).isFalse();
        }
    }

    @Test
    void pictureThatTheVideoCannotCarryShouldBeRefused() {
        assertThatThrownBy(() -> engine.openFeed("odd", 330, 240, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("330");
        assertThatThrownBy(() -> engine.openFeed("odd", 320, 241, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("241");
    }
}
