package io.teleloop.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteRangeTest {
    @Test
    void aHeaderShouldMeanThePartThatTheStandardSays() {
        assertThat(ByteRange.of("bytes=0-9", 100)).hasValue(new ByteRange(0, 10));
        assertThat(ByteRange.of("bytes=90-", 100)).hasValue(new ByteRange(90, 100));
        assertThat(ByteRange.of("bytes=90-500", 100)).hasValue(new ByteRange(90, 100));
        assertThat(ByteRange.of("bytes=-10", 100)).hasValue(new ByteRange(90, 100));
        assertThat(ByteRange.of("bytes=-500", 100)).hasValue(new ByteRange(0, 100));
    }

    @Test
    void whatTheObjectDoesNotHaveShouldBeToldApart() {
        assertThat(ByteRange.of("bytes=100-", 100)).isEmpty();
        assertThat(ByteRange.of("bytes=-0", 100)).isEmpty();
        assertThat(ByteRange.of("bytes=9-5", 100)).isEmpty();
    }

    @Test
    void whatIsNotUnderstoodShouldMeanAll() {
        assertThat(ByteRange.of(null, 100)).hasValue(ByteRange.all(100));
        assertThat(ByteRange.of("bytes=-", 100)).hasValue(ByteRange.all(100));
        assertThat(ByteRange.of("bytes=0-1,5-6", 100)).hasValue(ByteRange.all(100));
        assertThat(ByteRange.of("lines=1-2", 100)).hasValue(ByteRange.all(100));
    }
}
