package io.teleloop.lerobot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-12);

    @Test
    void statisticsShouldBeThoseOfThePopulationWithLinearQuantiles() {
        FeatureStats stats = of(1, 2, 3, 4, 10);

        assertThat(stats.mean()[0]).isEqualTo(4, CLOSE);
        assertThat(stats.std()[0]).isEqualTo(Math.sqrt(10), CLOSE);
        assertThat(stats.min()[0]).isEqualTo(1);
        assertThat(stats.max()[0]).isEqualTo(10);
        assertThat(stats.quantiles().get(0)[0]).isEqualTo(1.04, CLOSE);
        assertThat(stats.quantiles().get(2)[0]).isEqualTo(3, CLOSE);
        assertThat(stats.quantiles().get(3)[0]).isEqualTo(7.6, CLOSE);
        assertThat(stats.count()).isEqualTo(5);
    }

    @Test
    void statisticsOfTwoPartsShouldBeThoseOfTheWhole() {
        FeatureStats parts = of(1, 2, 3).and(of(4, 10));

        FeatureStats whole = of(1, 2, 3, 4, 10);
        assertThat(parts.mean()[0]).isEqualTo(whole.mean()[0], CLOSE);
        assertThat(parts.std()[0]).isEqualTo(whole.std()[0], CLOSE);
        assertThat(parts.min()).isEqualTo(whole.min());
        assertThat(parts.max()).isEqualTo(whole.max());
        assertThat(parts.count()).isEqualTo(whole.count());
    }

    @Test
    void coloursShouldBeBetweenZeroAndOne(@TempDir Path folder) throws IOException {
        SampleData.write(folder);

        Map<String, FeatureStats> stats = StatsJson.parse(Json.read(folder.resolve(Layout.STATS)));
        FeatureStats colours = Objects.requireNonNull(stats.get(SampleData.FRONT));
        assertThat(colours.min()[0]).isZero();
        assertThat(colours.max()[0]).isBetween(0.97, 1.0);
        assertThat(colours.mean()[0]).isEqualTo(0.5, Offset.offset(0.02));
        assertThat(colours.count()).isEqualTo(3 + 2 + 2);
    }

    private static FeatureStats of(double... numbers) {
        NumberSeries series = new NumberSeries(1);
        for (double number : numbers) {
            series.accept(number);
        }
        return series.stats();
    }
}
