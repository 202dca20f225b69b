package io.teleloop.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The bytes of docs/operator-protocol.md. The page's tests hold the same bytes: change both or neither.
class PacketBytesTest {
    private static final HexFormat HEX = HexFormat.of();

    private static final String COMMAND = "01" + "01" + "0300" + "03000000" + "02010000" + "00000000"
            + "00088056febc7842" + "0000803e000000bf0ad7233d";
    private static final String OBSERVATION =
            "01010300070000000000000000448f4000000000004a8f40000048410000403f0200010000000000"
                    + "0000003f000080becdcccc3e000000009a99993e000000000000803f0000000000000000cdcccc3dcdcc4c3e9a99993e0ad7233c0ad7a33c"
                    + "8fc2f53c0000803f0000004000004040cdcccc3dcdcc4c3e9a99993e0ad7233d85ebd13e0ad7233c52b89e3e000000000000803f00000000"
                    + "000000009a99193fcdccccbd8fc2f53d0000000000000000000000000000803f";
    private static final String TACTILE = "01020102010000000000000000429f4009000000bd378635640038ff2c01000000000080";

    @Test
    void commandShouldHaveTheBytesOfTheProtocol() throws MalformedPacketException {
        CommandPacket packet = new CommandPacket(true, 3, 258, 1_700_000_000_000.5, new float[] {0.25f, -0.5f, 0.04f});

        assertThat(HEX.formatHex(packet.encode())).isEqualTo(COMMAND);
        assertThat(CommandPacket.decode(packet.encode()))
                .usingRecursiveComparison()
                .isEqualTo(packet);
    }

    @Test
    void observationShouldHaveTheBytesOfTheProtocol() throws MalformedPacketException {
        byte[] bytes = HEX.parseHex(OBSERVATION);

        ObservationPacket packet = ObservationPacket.decode(bytes);

        assertThat(packet.success()).isTrue();
        assertThat(packet.engaged()).isTrue();
        assertThat(packet.captureMs()).isEqualTo(1000.5);
        assertThat(packet.commandAgeMs()).isEqualTo(12.5f);
        assertThat(packet.joints()).containsExactly(0.5f, -0.25f);
        assertThat(packet.wrench()).startsWith(1, 2, 3);
        assertThat(packet.gripper()).isEqualTo(0.04f);
        assertThat(packet.objects()).hasSize(7);
        assertThat(packet.encode()).isEqualTo(bytes);
    }

    @Test
    void tactileShouldHaveTheBytesOfTheProtocol() throws MalformedPacketException {
        TactilePacket packet = TactilePacket.decode(HEX.parseHex(TACTILE));

        assertThat(packet.pad()).isEqualTo(1);
        assertThat(packet.rows()).isEqualTo(2);
        assertThat(packet.captureMs()).isEqualTo(2000.5);
        assertThat(packet.displacement()[0]).isCloseTo(1e-4f, within(1e-9f));
        assertThat(packet.displacement()[5]).isCloseTo(-0.032768f, within(1e-6f));
    }

    @Test
    void tactileShouldLoseNoMoreThanHalfAUnitOfItsScale() throws MalformedPacketException {
        float[] field = {1e-4f, -2e-4f, 3e-4f, 0, 5e-5f, -1e-3f};

        float[] read = TactilePacket.decode(new TactilePacket(0, 2, 1, 0, 0, field).encode())
                .displacement();

        assertThat(read).containsExactly(field, within(1e-3f / Short.MAX_VALUE / 2 * 1.01f));
    }

    @Test
    void everyCutOffPacketShouldBeRefused() {
        byte[] command = HEX.parseHex(COMMAND);
        byte[] observation = HEX.parseHex(OBSERVATION);
        byte[] tactile = HEX.parseHex(TACTILE);
        for (int n = 0; n < command.length; n++) {
            byte[] cut = java.util.Arrays.copyOf(command, n);
            assertThatThrownBy(() -> CommandPacket.decode(cut)).isInstanceOf(MalformedPacketException.class);
        }
        for (int n = 0; n < observation.length; n++) {
            byte[] cut = java.util.Arrays.copyOf(observation, n);
            assertThatThrownBy(() -> ObservationPacket.decode(cut)).isInstanceOf(MalformedPacketException.class);
        }
        for (int n = 0; n < tactile.length; n++) {
            byte[] cut = java.util.Arrays.copyOf(tactile, n);
            assertThatThrownBy(() -> TactilePacket.decode(cut)).isInstanceOf(MalformedPacketException.class);
        }
    }
}
