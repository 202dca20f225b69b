package io.teleloop.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.teleloop.contract.v1.Outcome;
import io.teleloop.contract.v1.Utterance;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessagesTest {
    @Test
    void messagesOfTheProtocolAreRead() throws BadMessageException {
        assertThat(ClientMessages.parse("{\"type\":\"join\",\"robot\":\"sim-1\"}"))
                .isEqualTo(new ClientMessage.Join("sim-1"));
        assertThat(ClientMessages.parse("{\"type\":\"ice\",\"candidate\":\"c\",\"sdpMid\":\"0\",\"sdpMLineIndex\":1}"))
                .isEqualTo(new ClientMessage.Ice("c", "0", 1));
        assertThat(ClientMessages.parse("{\"type\":\"estop\"}")).isEqualTo(new ClientMessage.EStop());
        assertThat(
                        ClientMessages.parse(
                                "{\"type\":\"clock.report\",\"offsetMs\":-3.5,\"errorMs\":1,\"rttMs\":2,\"glassToGlassMs\":null}"))
                .isEqualTo(new ClientMessage.ClockReport(-3.5, 1, 2, Optional.empty()));
        assertThat(ClientMessages.parse("{\"type\":\"say\",\"kind\":\"correction\",\"text\":\" move left \"}"))
                .isEqualTo(new ClientMessage.Say(Utterance.Kind.CORRECTION, "move left"));
        assertThat(ClientMessages.parse("{\"type\":\"reset\"}")).isEqualTo(new ClientMessage.Reset(Optional.empty()));
        assertThat(ClientMessages.parse("{\"type\":\"reset\",\"seed\":7}"))
                .isEqualTo(new ClientMessage.Reset(Optional.of(7L)));
    }

    @ParameterizedTest
    @CsvSource({"success, SUCCESS", "failure, FAILURE", "unknown, UNKNOWN", "discard, DISCARDED"})
    void outcomesAreThoseOfTheProtocol(String text, Outcome outcome) throws BadMessageException {
        assertThat(ClientMessages.parse("{\"type\":\"episode.close\",\"outcome\":\"" + text + "\"}"))
                .isEqualTo(new ClientMessage.EpisodeClose(outcome));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{]",
                "null",
                "{}",
                "{\"type\":7}",
                "{\"type\":\"fly\"}",
                "{\"type\":\"join\"}",
                "{\"type\":\"join\",\"robot\":{}}",
                "{\"type\":\"ice\",\"candidate\":\"c\",\"sdpMid\":\"0\",\"sdpMLineIndex\":-1}",
                "{\"type\":\"clock\",\"t1\":\"now\"}",
                "{\"type\":\"clock\",\"t1\":1e300}",
                "{\"type\":\"clock.report\",\"offsetMs\":0,\"errorMs\":-1,\"rttMs\":0}",
                "{\"type\":\"episode.close\",\"outcome\":\"great\"}",
                "{\"type\":\"say\",\"kind\":\"song\",\"text\":\"la\"}",
                "{\"type\":\"say\",\"kind\":\"correction\",\"text\":\"  \"}",
                "{\"type\":\"reset\",\"seed\":1.5}",
                "{\"type\":\"reset\",\"seed\":-1}"
            })
    void anythingElseIsRefusedWithAReason(String text) {
        assertThatThrownBy(() -> ClientMessages.parse(text))
                .isInstanceOf(BadMessageException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void textsAreBounded() {
        assertThatThrownBy(() -> ClientMessages.parse("{\"type\":\"join\",\"robot\":\"" + "r".repeat(65) + "\"}"))
                .isInstanceOf(BadMessageException.class)
                .hasMessageContaining("65 characters");
    }
}
