package io.teleloop.learning.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.learning.tensor.Adam;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.SeededGenerator;
import io.teleloop.learning.tensor.Torch;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ImageEncoderTest {
    private static final int SIDE = 64;
    private static final int CHANNELS = 3;
    private static final int BATCH = 24;

    private final SeededGenerator random = new SeededGenerator(3);

    @Test
    void theEncodersFeaturesShouldTellWhereADotIs() {
        ParameterLayout layout = ImageEncoder.layout(CHANNELS, List.of(8, 16, 16), 2);
        try (ImageEncoder encoder = new ImageEncoder(new FlatParameters(layout, layout.initial(random), true));
                Adam adam = new Adam(encoder.parameters(), 3e-3, 0, 0)) {
            double loss = 1;
            for (int update = 0; update < 120; update++) {
                try (PointerScope scope = new PointerScope()) {
                    Tensor error = error(encoder);
                    loss = error.item_double();
                    adam.step(encoder.parameters().gradient(error));
                }
            }
            assertThat(Math.sqrt(loss))
                    .as("root mean squared error, where the picture is 2 wide")
                    .isLessThan(0.15);
        }
    }

    /// Mean squared error of the positions in a new batch of pictures.
    private Tensor error(ImageEncoder encoder) {
        float[] pictures = new float[BATCH * CHANNELS * SIDE * SIDE];
        float[] places = new float[BATCH * 2];
        for (int i = 0; i < BATCH; i++) {
            int x = 3 + random.nextInt(SIDE - 6);
            int y = 3 + random.nextInt(SIDE - 6);
            paint(pictures, i * CHANNELS * SIDE * SIDE, x, y);
            places[2 * i] = 2f * x / (SIDE - 1) - 1;
            places[2 * i + 1] = 2f * y / (SIDE - 1) - 1;
        }
        return encoder.forward(Torch.tensor(pictures, BATCH, CHANNELS, SIDE, SIDE))
                .sub(Torch.tensor(places, BATCH, 2))
                .square()
                .mean();
    }

    /// A bright dot on a dim, noisy ground.
    private void paint(float[] pictures, int at, int x, int y) {
        for (int i = 0; i < CHANNELS * SIDE * SIDE; i++) {
            pictures[at + i] = 0.2f * random.nextFloat();
        }
        for (int row = y - 2; row <= y + 2; row++) {
            for (int column = x - 2; column <= x + 2; column++) {
                pictures[at + row * SIDE + column] = 1;
            }
        }
    }
}
