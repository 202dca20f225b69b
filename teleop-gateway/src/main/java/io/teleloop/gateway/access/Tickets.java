package io.teleloop.gateway.access;

import io.teleloop.gateway.clock.GatewayClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Short-lived keys that open one WebSocket each: browsers cannot send headers with one, and a token in an address
/// would end up in logs. Thread-safe.
public final class Tickets {
    private static final Duration LIFETIME = Duration.ofSeconds(30);
    private static final int MOST = 1024;
    private static final int BYTES = 24;

    private record Ticket(String operator, long expiresAtNs) {}

    private final GatewayClock clock;
    private final SecureRandom random = new SecureRandom();
    /// In the order of issue, so the oldest are first.
    private final Map<String, Ticket> open = new LinkedHashMap<>();

    public Tickets(GatewayClock clock) {
        this.clock = clock;
    }

    /// Empty when too many tickets are open.
    public synchronized Optional<String> issue(String operator) {
        long now = clock.nowNs();
        open.values().removeIf(ticket -> now >= ticket.expiresAtNs());
        if (open.size() == MOST) {
            return Optional.empty();
        }
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        open.put(ticket, new Ticket(operator, now + LIFETIME.toNanos()));
        return Optional.of(ticket);
    }

    /// Whose ticket it was; it is used up. Empty for an unknown, used or old one.
    public synchronized Optional<String> redeem(String ticket) {
        Ticket found = open.remove(ticket);
        return found == null || clock.nowNs() >= found.expiresAtNs() ? Optional.empty() : Optional.of(found.operator());
    }
}
