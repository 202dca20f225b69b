package io.teleloop.datasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class FileKeysTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_750_000_000);

    private final FileKeys keys = new FileKeys("secret", InstantSource.fixed(NOW));
    private final String key = keys.issue("push");

    @Test
    void aKeyShouldOpenOneDataSetForADay() {
        assertThat(keys.opens(key, "push")).isTrue();
        assertThat(at(NOW.plusSeconds(86_399)).opens(key, "push")).isTrue();
        assertThat(at(NOW.plusSeconds(86_400)).opens(key, "push")).isFalse();
        assertThat(keys.opens(key, "pull")).isFalse();
    }

    @Test
    void aKeyThatWasMadeUpShouldOpenNothing() {
        String later = key.replaceFirst("\\d+", "9999999999");
        assertThat(keys.opens(later, "push")).isFalse();
        assertThat(keys.opens("", "push")).isFalse();
        assertThat(new FileKeys("another", InstantSource.fixed(NOW)).opens(key, "push"))
                .isFalse();
    }

    private static FileKeys at(Instant time) {
        return new FileKeys("secret", InstantSource.fixed(time));
    }
}
