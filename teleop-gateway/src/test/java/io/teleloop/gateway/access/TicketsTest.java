package io.teleloop.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TicketsTest {
    @Test
    void aTicketIsUsedUpOnce() {
        Tickets tickets = new Tickets(() -> 0);
        String ticket = tickets.issue("ada").orElseThrow();

        assertThat(tickets.redeem(ticket)).hasValue("ada");
        assertThat(tickets.redeem(ticket)).isEmpty();
        assertThat(tickets.redeem("other")).isEmpty();
    }

    @Test
    void aTicketEndsAfterHalfAMinute() {
        AtomicLong now = new AtomicLong();
        Tickets tickets = new Tickets(now::get);
        String ticket = tickets.issue("ada").orElseThrow();
        now.set(Duration.ofSeconds(30).toNanos());

        assertThat(tickets.redeem(ticket)).isEmpty();
    }

    @Test
    void ticketsAreBounded() {
        AtomicLong now = new AtomicLong();
        Tickets tickets = new Tickets(now::get);
        int issued = 0;
        while (tickets.issue("ada").isPresent()) {
            issued++;
        }
        assertThat(issued).isEqualTo(1024);

        now.set(Duration.ofSeconds(30).toNanos());
        assertThat(tickets.issue("ada")).isPresent();
    }
}
