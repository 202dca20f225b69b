package io.teleloop.webrtc;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A STUN or TURN server that helps two peers to find a way to each other (RFC 8445).
///
/// @param urls for example `stun:stun.example.org:3478` or `turn:turn.example.org:3478?transport=udp`
/// @param username for TURN, else null
/// @param credential for TURN, else null
public record IceServer(
        List<String> urls,
        @Nullable String username,
        @Nullable String credential) {
    private static final Pattern URL =
            Pattern.compile("(?:stun|stuns|turn|turns):[^\\s?]+(?:\\?transport=(?:udp|tcp))?");

    /// @throws IllegalArgumentException for a URL of another scheme, or for TURN without credentials: the
    ///     native library would fail later and tell less
    public IceServer {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("an ICE server needs at least one URL");
        }
        for (String url : urls) {
            if (!URL.matcher(url).matches()) {
                throw new IllegalArgumentException(
                        "'" + url + "' is no ICE server URL; use stun:host:port or turn:host:port");
            }
            if (url.startsWith("turn") && (username == null || credential == null)) {
                throw new IllegalArgumentException("'" + url + "' is a TURN server; give its username and credential");
            }
        }
    }

    @Override
    public String toString() {
        // The credential stays out of logs.
        return "IceServer" + urls;
    }
}
