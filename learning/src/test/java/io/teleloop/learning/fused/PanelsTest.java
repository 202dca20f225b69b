package io.teleloop.learning.fused;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelsTest {
    private final SplittableRandom random = new SplittableRandom(2);

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 70", "8, 32", "39, 33", "64, 100"})
    void unpackShouldUndoPack(int rows, int columns) {
        float[] matrix = Numbers.gaussian(rows * columns, random);
        Panels panels = new Panels(Lanes.COUNT, rows, columns);
        float[] packed = new float[panels.end()];
        float[] back = new float[matrix.length];

        panels.pack(matrix, 0, packed);
        panels.unpack(packed, back, 0);

        assertThat(back).isEqualTo(matrix);
    }

    @ParameterizedTest
    @CsvSource({"8, 32", "39, 33", "64, 100", "256, 256", "50, 14"})
    void transposeShouldSwapRowsAndColumns(int rows, int columns) {
        float[] matrix = Numbers.gaussian(rows * columns, random);
        Panels panels = new Panels(0, rows, columns);
        Panels turned = new Panels(2 * Lanes.COUNT, columns, rows);
        float[] packed = new float[panels.end()];
        float[] transposed = new float[turned.end()];
        panels.pack(matrix, 0, packed);

        panels.transpose(packed, turned, transposed);

        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                assertThat(transposed[turned.index(column, row)]).isEqualTo(matrix[row * columns + column]);
            }
        }
    }
}
