package io.teleloop.service;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The token of an `Authorization: Bearer` header (RFC 6750).
public final class BearerToken {
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 512;

    private BearerToken() {}

    /// @param header value of the Authorization header
    public static Optional<String> of(@Nullable String header) {
        if (header == null || header.length() > LONGEST || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String token = header.substring(SCHEME.length()).strip();
        return token.isEmpty() ? Optional.empty() : Optional.of(token);
    }
}
