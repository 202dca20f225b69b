package io.teleloop.gateway.http;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From which pages a browser may open a connection here: this gateway's own and those on a list. Programs that are
/// no browsers send no origin; they are let through, for they could send any.
public final class Origins {
    private final Set<String> allowed;

    /// @param allowed as browsers send them, for example "https://teleop.example.org"
    public Origins(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /// @param origin value of the Origin header
    /// @param host value of the Host header
    boolean allows(@Nullable String origin, @Nullable String host) {
        if (origin == null || allowed.contains(origin)) {
            return true;
        }
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
