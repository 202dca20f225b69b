package io.teleloop.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.v1.ClockReply;
import io.teleloop.contract.v1.GatewayFrame;
import io.teleloop.contract.v1.Hello;
import io.teleloop.contract.v1.LinkSample;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.RobotFrame;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The robot's end of the link, word by word, so that a test can also say what no robot should.
public final class RobotClient implements WebSocket.Listener, AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<GatewayFrame> received = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final Map<String, Long> sequences = new HashMap<>();
    private final WebSocket socket;

    public RobotClient(int port, String token) {
        socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/robot"), this)
                .join();
    }

    public void hello(RobotDescription robot) {
        hello(robot, 1);
    }

    public void hello(RobotDescription robot, int version) {
        send(RobotFrame.newBuilder()
                .setHello(Hello.newBuilder().setLinkVersion(version).setRobot(robot))
                .build());
    }

    public void sample(String stream, ByteString data) {
        sample(stream, sequences.merge(stream, 1L, Long::sum) - 1, data);
    }

    public void sample(String stream, long sequence, ByteString data) {
        sequences.put(stream, sequence + 1);
        send(RobotFrame.newBuilder()
                .setSample(LinkSample.newBuilder()
                        .setStream(stream)
                        .setSequence(sequence)
                        .setCaptureTimeNs(System.nanoTime())
                        .setData(data))
                .build());
    }

    public void send(RobotFrame frame) {
        sendBytes(frame.toByteArray());
    }

    /// One at a time: the WebSocket refuses to send while it sends.
    public synchronized void sendBytes(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    public synchronized void sendText(String text) {
        socket.sendText(text, true).join();
    }

    public List<GatewayFrame> received() {
        return received;
    }

    public boolean got(Predicate<GatewayFrame> frame) {
        return received.stream().anyMatch(frame);
    }

    /// Completes with the status of the close.
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    /// What is in [#received] has been answered.
    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] chunk = new byte[data.remaining()];
        data.get(chunk);
        partial.writeBytes(chunk);
        if (last) {
            try {
                GatewayFrame frame = GatewayFrame.parseFrom(partial.toByteArray());
                if (frame.hasClockRequest()) {
                    long now = System.nanoTime();
                    send(clockReply(frame.getClockRequest().getT1Ns(), now));
                }
                received.add(frame);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            } finally {
                partial.reset();
            }
        }
        from.request(1);
        return null;
    }

    private static RobotFrame clockReply(long t1, long now) {
        return RobotFrame.newBuilder()
                .setClockReply(ClockReply.newBuilder().setT1Ns(t1).setT2Ns(now).setT3Ns(now))
                .build();
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    /// The connection breaks, without a good-bye.
    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
