package io.teleloop.gateway.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final List<String> reading = new ArrayList<>();
    private final Backlog backlog = new Backlog(4, 100, () -> reading.add("pause"), () -> reading.add("resume"));

    private void waits(int count, int size) {
        for (int i = 0; i < count; i++) {
            backlog.waits(size);
        }
    }

    @Test
    void tooManyMessagesPauseUntilHalfOfThemIsDone() {
        waits(5, 1);
        assertThat(reading).containsExactly("pause");

        backlog.handled(1);
        backlog.handled(1);
        assertThat(reading).containsExactly("pause");
        backlog.handled(1);

        assertThat(reading).containsExactly("pause", "resume");
    }

    @Test
    void tooManyBytesPauseUntilHalfOfThemIsDone() {
        waits(1, 120);
        assertThat(reading).containsExactly("pause");

        backlog.handled(120);

        assertThat(reading).containsExactly("pause", "resume");
    }
}
