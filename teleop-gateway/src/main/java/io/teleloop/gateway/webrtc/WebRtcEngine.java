package io.teleloop.gateway.webrtc;

import io.teleloop.webrtc.Peer;
import io.teleloop.webrtc.VideoOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All WebRTC connections of a gateway. Thread-safe.
public final class WebRtcEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebRtcEngine.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final WebRtcConfig config;
    private final Set<OperatorConnection> connections = ConcurrentHashMap.newKeySet();
    private final Set<VideoFeed> feeds = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public WebRtcEngine(WebRtcConfig config) {
        this.config = config;
    }

    /// A camera whose pictures any number of operators may see.
    ///
    /// @param name of the camera
    /// @param width of the pictures, a multiple of 40 from 80 up
    /// @param height of the pictures, even
    /// @param fps the rate at which pictures usually come
    public VideoFeed openFeed(String name, int width, int height, double fps) {
        requireOpen();
        VideoFeed feed = new VideoFeed(name, width, height, fps, config.maxVideoBitrate(), feeds::remove);
        feeds.add(feed);
        return feed;
    }

    /// Begins a connection; the listener is told the offer next.
    ///
    /// @param feeds the cameras to show, in the order of the media ids
    /// @param callbacks runs the listener, one call at a time and in order
    public OperatorPeer connect(List<VideoFeed> feeds, Executor callbacks, PeerListener listener) {
        requireOpen();
        List<OperatorConnection.Track> tracks = new ArrayList<>();
        List<VideoOutput> outputs = new ArrayList<>();
        for (VideoFeed feed : feeds) {
            VideoOutput output = feed.newOutput();
            outputs.add(output);
            tracks.add(new OperatorConnection.Track(feed, output));
        }
        OperatorConnection connection = new OperatorConnection(tracks, listener, connections::remove);
        connections.add(connection);
        connection.start(Peer.offering(config.peer(), DataChannels.ALL, outputs, callbacks, connection));
        return connection;
    }

    /// Ends every connection and feed, and waits until the native library is at rest.
    @Override
    public void close() {
        closed = true;
        List<OperatorConnection> open = List.copyOf(connections);
        open.forEach(OperatorConnection::close);
        try {
            for (OperatorConnection connection : open) {
                if (!connection.awaitClosed(CLOSE_TIMEOUT)) {
                    LOG.atWarn()
                            .addKeyValue("seconds", CLOSE_TIMEOUT.toSeconds())
                            .log("A WebRTC connection did not close in time");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List.copyOf(feeds).forEach(VideoFeed::close);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the WebRTC engine is closed");
        }
    }
}
