package io.teleloop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
    @TempDir
    private Path folder;

    private TokenFile tokens(String text) throws IOException {
        return TokenFile.read(Files.writeString(folder.resolve("tokens"), text));
    }

    @Test
    void aTokenHasOneOwner() throws IOException {
        TokenFile tokens = tokens("# robots\nr1 aaaaaaaaaaaaaaaa\n\nr2 bbbbbbbbbbbbbbbb\n");

        assertThat(tokens.owner("bbbbbbbbbbbbbbbb")).hasValue("r2");
        assertThat(tokens.owner("cccccccccccccccc")).isEmpty();
        assertThat(tokens.owner("")).isEmpty();
    }

    @Test
    void twoTokensMayLiveAtOnceButNotThree() throws IOException {
        TokenFile two = tokens("r1 aaaaaaaaaaaaaaaa\nr1 bbbbbbbbbbbbbbbb\n");
        assertThat(two.owner("aaaaaaaaaaaaaaaa")).hasValue("r1");
        assertThat(two.owner("bbbbbbbbbbbbbbbb")).hasValue("r1");

        assertThatThrownBy(() -> tokens("r1 aaaaaaaaaaaaaaaa\nr1 bbbbbbbbbbbbbbbb\nr1 cccccccccccccccc\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("line 3");
    }

    @Test
    void whatIsNoTokenFileIsToldByLine() {
        assertThatThrownBy(() -> tokens("r1\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> tokens("r1 short\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("shorter than 16");
        assertThatThrownBy(() -> tokens("# nobody\n")).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> TokenFile.read(folder.resolve("missing"))).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void tokensAreNotPrinted() throws IOException {
        assertThat(tokens("r1 aaaaaaaaaaaaaaaa\n").toString()).contains("r1").doesNotContain("aaaa");
    }

    @Test
    void onlyABearerHeaderHoldsAToken() {
        assertThat(BearerToken.of("Bearer abc")).hasValue("abc");
        assertThat(BearerToken.of("bearer abc")).hasValue("abc");
        assertThat(BearerToken.of("Basic abc")).isEmpty();
        assertThat(BearerToken.of("Bearer ")).isEmpty();
        assertThat(BearerToken.of(null)).isEmpty();
        assertThat(BearerToken.of("Bearer " + "a".repeat(1000))).isEmpty();
    }
}
