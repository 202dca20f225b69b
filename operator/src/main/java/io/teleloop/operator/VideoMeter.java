package io.teleloop.operator;

import io.teleloop.contract.wire.TimecodeStrip;
import io.teleloop.webrtc.VideoObserver;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Counts decoded frames and reads their time codes. Thread-safe.
final class VideoMeter implements VideoObserver {
    private static final long RATE_WINDOW_NS = 5_000_000_000L;
    private static final int BLOCKS = 40;

    private static final class Track {
        final LatencyWindow glassToGlass = new LatencyWindow();
        final ArrayDeque<Long> arrivals = new ArrayDeque<>();
        long frames;
        long unreadable;
    }

    private final SessionClock clock;
    private final Map<String, Track> tracks = new HashMap<>();

    VideoMeter(SessionClock clock) {
        this.clock = clock;
    }

    @Override
    public void frame(String mid, ByteBuffer luma, int width, int height, int stride) {
        long now = clock.nowNs();
        OptionalLong ageNs = age(luma, width, height, stride, now);
        synchronized (tracks) {
            Track track = tracks.computeIfAbsent(mid, ignored -> new Track());
            track.frames++;
            track.arrivals.addLast(now);
            forgetOld(track, now);
            if (ageNs.isPresent()) {
                track.glassToGlass.add(ageNs.getAsLong() / 1e6);
            } else {
                track.unreadable++;
            }
        }
    }

    /// Empty too before the clocks are related.
    private OptionalLong age(ByteBuffer luma, int width, int height, int stride, long nowNs) {
        Optional<Long> gatewayNow = clock.gatewayNs(nowNs);
        // A sender that lowers the resolution may choose a width that the code does not fit.
        if (gatewayNow.isEmpty() || width < 2 * BLOCKS || width % BLOCKS != 0 || height <= TimecodeStrip.ROWS) {
            return OptionalLong.empty();
        }
        byte[] row = new byte[width];
        luma.get((height - TimecodeStrip.ROWS / 2) * stride, row);
        return TimecodeStrip.ageNs(row, gatewayNow.get());
    }

    private static void forgetOld(Track track, long now) {
        while (!track.arrivals.isEmpty() && track.arrivals.getFirst() < now - RATE_WINDOW_NS) {
            track.arrivals.removeFirst();
        }
    }

    /// The newest age of any picture; NaN before the first.
    double newestGlassToGlassMs() {
        synchronized (tracks) {
            return tracks.values().stream()
                    .mapToDouble(track -> track.glassToGlass.newest())
                    .filter(Double::isFinite)
                    .max()
                    .orElse(Double.NaN);
        }
    }

    OperatorStatistics.VideoStatistics statistics(String mid) {
        synchronized (tracks) {
            Track track = tracks.getOrDefault(mid, new Track());
            forgetOld(track, clock.nowNs());
            return new OperatorStatistics.VideoStatistics(
                    track.frames, rate(track), track.unreadable, track.glassToGlass.summary());
        }
    }

    private static double rate(Track track) {
        if (track.arrivals.size() < 2) {
            return 0;
        }
        double seconds = (track.arrivals.getLast() - track.arrivals.getFirst()) / 1e9;
        return (track.arrivals.size() - 1) / seconds;
    }
}
