package io.teleloop.webrtc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// An answering peer in a process of its own, to be killed. Signals are lines of `what`, `mid` and base64 text.
final class VanishingPeer {
    private VanishingPeer() {}

    static String line(String what, String mid, String text) {
        return what + " " + mid + " " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static void read(String line, Peer peer) {
        String[] parts = line.split(" ", 3);
        if (parts.length < 3) {
            return;
        }
        String text = new String(Base64.getDecoder().decode(parts[2]), StandardCharsets.UTF_8);
        switch (parts[0]) {
            case "sdp" -> peer.remoteDescription(text);
            case "ice" -> peer.remoteCandidate(text, parts[1], 0);
            default -> {}
        }
    }

    public static void main(String[] args) throws IOException {
        Peer peer = Peer.answering(
                PeerConfig.defaults(),
                Side.CHANNELS,
                (mid, luma, width, height, stride) -> {},
                Side.serial(),
                new LineEvents(System.out::println));
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                read(line, peer);
            }
        }
    }
}
