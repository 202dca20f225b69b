package io.teleloop.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeerTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Executor owner = Side.serial();

    /// A connected pair; closing it waits until all native memory is back.
    private final class Pair implements AutoCloseable {
        final Side offeringSide = new Side();
        final Side answeringSide = new Side();
        final VideoOutput output = new VideoOutput("scene", 1_000_000);
        final AtomicInteger frames = new AtomicInteger();
        final Peer offering;
        final Peer answering;

        Pair() throws Exception {
            answering = Peer.answering(
                    PeerConfig.defaults(),
                    Side.CHANNELS,
                    (mid, luma, width, height, stride) -> frames.incrementAndGet(),
                    owner,
                    answeringSide);
            offering = Peer.offering(PeerConfig.defaults(), Side.CHANNELS, List.of(output), owner, offeringSide);
            offeringSide.sendTo(answering);
            answeringSide.sendTo(offering);
            offeringSide.open.get(LONG.toSeconds(), TimeUnit.SECONDS);
            answeringSide.open.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }

        void pushFrame() {
            VideoFrame frame = new VideoFrame(NativeI420Buffer.allocate(320, 256), 0);
            output.push(frame);
            frame.release();
        }

        @Override
        public void close() throws InterruptedException {
            offering.close();
            answering.close();
            assertThat(offering.awaitClosed(LONG)).isTrue();
            assertThat(answering.awaitClosed(LONG)).isTrue();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void bytesAndTextShouldPassBothWays() throws Exception {
        try (Pair pair = new Pair()) {
            assertThat(pair.offering.send("control", text("{\"a\":\"é\"}"), false))
                    .isTrue();
            assertThat(pair.answering.send("command", new byte[] {1, 2, 3}, true))
                    .isTrue();

            await().atMost(LONG).until(() -> !pair.answeringSide.messages.isEmpty());
            await().atMost(LONG).until(() -> !pair.offeringSide.messages.isEmpty());
            Side.Message control = pair.answeringSide.messages.remove();
            assertThat(control.label()).isEqualTo("control");
            assertThat(control.binary()).isFalse();
            assertThat(control.text()).isEqualTo("{\"a\":\"é\"}");
            Side.Message command = pair.offeringSide.messages.remove();
            assertThat(command.label()).isEqualTo("command");
            assertThat(command.binary()).isTrue();
            assertThat(command.data()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void reliableMessagesShouldArriveAllAndInOrder() throws Exception {
        try (Pair pair = new Pair()) {
            for (int i = 0; i < 500; i++) {
                String message = Integer.toString(i);
                await().atMost(LONG)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> pair.offering.send("control", text(message), false));
            }
            await().atMost(LONG).until(() -> pair.answeringSide.messages.size() == 500);
            int expected = 0;
            for (Side.Message message : pair.answeringSide.messages) {
                assertThat(message.text()).isEqualTo(Integer.toString(expected++));
            }
        }
    }

    @Test
    void tooLongMessageShouldBeDroppedAndReported() throws Exception {
        try (Pair pair = new Pair()) {
            pair.answering.send("command", new byte[2000], true);
            await().atMost(LONG).until(() -> !pair.offeringSide.oversized.isEmpty());
            assertThat(pair.offeringSide.oversized).containsExactly("command 2000 > 1024");
            assertThat(pair.offeringSide.messages).isEmpty();
        }
    }

    @Test
    void messageWithoutRoomShouldBeRefused() throws Exception {
        try (Pair pair = new Pair()) {
            assertThat(pair.offering.send("command", new byte[(1 << 16) + 1], true))
                    .isFalse();
            assertThat(pair.offering.droppedSends("command")).isEqualTo(1);
        }
    }

    @Test
    void framesShouldReachTheOtherSide() throws Exception {
        try (Pair pair = new Pair()) {
            await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> {
                pair.pushFrame();
                return pair.frames.get() > 5;
            });
            assertThat(pair.offering.mids()).hasSize(1);
        }
    }

    @Test
    void closedOtherSideShouldBeNoticedOnce() throws Exception {
        try (Pair pair = new Pair()) {
            pair.answering.close();
            assertThat(pair.offeringSide.disconnected.get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .contains("closed");
            assertThat(pair.offering.awaitClosed(LONG)).isTrue();
            assertThat(pair.offeringSide.disconnects).hasSize(1);
            assertThat(pair.offering.send("control", text("{}"), false)).isFalse();
        }
    }

    @Test
    void otherSideThatVanishesWithoutAWordShouldBeNoticed() throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        VanishingPeer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        PrintWriter toProcess = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        LineEvents events = new LineEvents(toProcess::println);
        PeerConfig config = new PeerConfig(0, 0, List.of(), List.of("VP8"), LONG, Duration.ofSeconds(1));
        Peer peer = Peer.offering(config, Side.CHANNELS, List.of(), owner, events);
        Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(line -> VanishingPeer.read(line, peer)));
        try {
            events.open.get(LONG.toSeconds(), TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
        assertThat(events.disconnected.get(LONG.toSeconds(), TimeUnit.SECONDS)).contains("nothing came");
        assertThat(peer.awaitClosed(LONG)).isTrue();
    }

    @Test
    void malformedDescriptionsShouldGiveAnErrorAndNoCrash() throws Exception {
        Side side = new Side();
        Peer peer = Peer.offering(PeerConfig.defaults(), Side.CHANNELS, List.of(), owner, side);
        side.description.get(LONG.toSeconds(), TimeUnit.SECONDS);

        assertThatThrownBy(() -> peer.remoteDescription("hello")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> peer.remoteCandidate("hello", "0", 0)).isInstanceOf(IllegalArgumentException.class);
        peer.remoteCandidate("candidate:nonsense", "0", 0);
        peer.remoteDescription("v=0\r\nnonsense");

        assertThat(side.disconnected.get(LONG.toSeconds(), TimeUnit.SECONDS)).contains("description");
        assertThat(peer.awaitClosed(LONG)).isTrue();
    }

    @Test
    void malformedCandidateShouldNotEndAConnection() throws Exception {
        try (Pair pair = new Pair()) {
            pair.offering.remoteCandidate("candidate:nonsense", "0", 0);
            pair.offering.remoteCandidate("candidate:1 1 udp 1 nowhere.local 9 typ host", "0", 0);
            pair.offering.remoteCandidate("", "0", 0);
            assertThat(pair.offering.send("control", text("{}"), false)).isTrue();
            await().atMost(LONG).until(() -> !pair.answeringSide.messages.isEmpty());
            assertThat(pair.offeringSide.disconnects).isEmpty();
        }
    }

    @Test
    void peerThatNobodyAnswersShouldGiveUp() throws Exception {
        Side side = new Side();
        PeerConfig impatient =
                new PeerConfig(0, 0, List.of(), List.of("VP8"), Duration.ofMillis(500), Duration.ofSeconds(5));
        Peer peer = Peer.offering(impatient, Side.CHANNELS, List.of(), owner, side);
        assertThat(side.disconnected.get(LONG.toSeconds(), TimeUnit.SECONDS)).contains("no connection within");
        assertThat(peer.awaitClosed(LONG)).isTrue();
    }

    @Test
    void fiftyConnectionsShouldLeaveNoThreadsAndLittleMemory() throws Exception {
        long afterTen = 0;
        int threads = 0;
        for (int i = 1; i <= 50; i++) {
            try (Pair pair = new Pair()) {
                pair.pushFrame();
                pair.answering.send("command", new byte[16], true);
                await().atMost(LONG).until(() -> !pair.offeringSide.messages.isEmpty());
            }
            if (i == 10) {
                afterTen = ProcessMemory.residentKb();
                threads = ProcessMemory.threads();
            }
        }
        assertThat(ProcessMemory.threads()).isLessThanOrEqualTo(threads + 5);
        assertThat(ProcessMemory.residentKb() - afterTen).isLessThan(60_000);
    }
}
