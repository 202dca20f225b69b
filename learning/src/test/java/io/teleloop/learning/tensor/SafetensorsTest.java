package io.teleloop.learning.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SafetensorsTest {
    private static Safetensors sample() {
        Safetensors file = new Safetensors();
        file.tensors().put("w", new Weights(new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}));
        file.tensors().put("b", Weights.of(-1));
        file.metadata().put("updates", "9007199254740993");
        return file;
    }

    @Test
    void whatWasWrittenShouldBeReadBack() {
        Safetensors read = Safetensors.parse(sample().toBytes());
        assertThat(read.values("w")).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(read.shape("w")).containsExactly(2, 3);
        assertThat(read.values("b")).containsExactly(-1);
        assertThat(read.text("updates")).isEqualTo("9007199254740993");
    }

    @Test
    void theBytesShouldBeThoseOfTheFormat() {
        byte[] bytes = sample().toBytes();
        int header = bytes[0] & 0xff;
        assertThat(header % 8).isZero();
        assertThat(new String(bytes, 8, header, StandardCharsets.UTF_8).strip())
                .isEqualTo("{\"__metadata__\":{\"updates\":\"9007199254740993\"},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"w\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[4,28]}}");
        assertThat(bytes).hasSize(8 + header + 28);
    }

    @Test
    void aCutFileShouldBeRefusedWithWhatIsWrong() {
        byte[] bytes = sample().toBytes();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.parse(Arrays.copyOf(bytes, bytes.length - 1)))
                .withMessageContaining("tensor w");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.parse(Arrays.copyOf(bytes, 20)))
                .withMessageContaining("cut");
    }
}
