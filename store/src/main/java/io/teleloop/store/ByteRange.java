package io.teleloop.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A part of an object, as a `Range` header asks for it (RFC 9110, section 14).
///
/// @param start of the first byte
/// @param end behind the last byte
public record ByteRange(long start, long end) {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /// All of it.
    public static ByteRange all(long size) {
        return new ByteRange(0, size);
    }

    /// The part that is meant; empty when the object does not have it. A header that is not understood, or that asks
    /// for several parts, means all of it.
    public static Optional<ByteRange> of(@Nullable String header, long size) {
        Matcher range = ONE_RANGE.matcher(header == null ? "" : header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.of(all(size));
        }
        if (range.group(1).isEmpty()) {
            long last = Long.parseLong(range.group(2));
            return last == 0 || size == 0
                    ? Optional.empty()
                    : Optional.of(new ByteRange(Math.max(0, size - last), size));
        }
        long start = Long.parseLong(range.group(1));
        long end = range.group(2).isEmpty() ? size : Math.min(size, Long.parseLong(range.group(2)) + 1);
        return start < end ? Optional.of(new ByteRange(start, end)) : Optional.empty();
    }

    public long length() {
        return end - start;
    }

    public boolean isAll(long size) {
        return start == 0 && end == size;
    }

    /// Value of a `Content-Range` header.
    public String of(long size) {
        return "bytes " + start + "-" + (end - 1) + "/" + size;
    }
}
