package io.teleloop.contract;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// An episode's name: a UUID of version 7 (RFC 9562), so ids sort by the time at which the episode was opened and the
/// day of an object's key follows from the id alone.
public record EpisodeId(String value) implements Comparable<EpisodeId> {
    private static final Pattern UUID_7 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public EpisodeId {
        if (!UUID_7.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "episode id '" + value + "' is not a lower-case UUID of version 7; take ids from the gateway");
        }
    }

    /// A new id for an episode that opens now.
    public static EpisodeId at(Instant opened) {
        return at(opened, RANDOM);
    }

    /// The same with chosen randomness: equal generators give equal ids.
    public static EpisodeId at(Instant opened, RandomGenerator random) {
        long millis = opened.toEpochMilli();
        int high = random.nextInt(1 << 12);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        String time = String.format(Locale.ROOT, "%012x", millis);
        String tail = String.format(Locale.ROOT, "%016x", low);
        return new EpisodeId(time.substring(0, 8)
                + "-"
                + time.substring(8)
                + "-7"
                + String.format(Locale.ROOT, "%03x", high)
                + "-"
                + tail.substring(0, 4)
                + "-"
                + tail.substring(4));
    }

    /// When the episode was opened, to the millisecond.
    public Instant openedAt() {
        return Instant.ofEpochMilli(Long.parseLong(value.substring(0, 8) + value.substring(9, 13), 16));
    }

    @Override
    public int compareTo(EpisodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
