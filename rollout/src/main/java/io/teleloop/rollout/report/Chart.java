package io.teleloop.rollout.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// One diagram: a line with a band for each series, drawn on whatever can draw.
///
/// @param title what y is
/// @param xTitle what x is
/// @param series the lines, none of them empty
/// @param low of the y axis
/// @param high of the y axis
record Chart(String title, String xTitle, List<Series> series, double low, double high) {
    static final int WIDTH = 460;
    static final int HEIGHT = 260;

    private static final int LEFT = 56;
    private static final int RIGHT = 14;
    private static final int TOP = 30;
    private static final int BOTTOM = 42;
    private static final int TICKS = 4;
    private static final double TEXT = 11;

    /// @param name as in the legend
    record Series(String name, Band band) {}

    /// A chart whose y axis holds every value.
    static Chart fitting(String title, String xTitle, List<Series> series) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Series line : series) {
            for (Band.Slice slice : line.band().slices()) {
                low = Math.min(low, slice.low());
                high = Math.max(high, slice.high());
            }
        }
        double room = high > low ? 0.05 * (high - low) : 0.5 * Math.max(1e-9, Math.abs(high));
        return new Chart(title, xTitle, series, low - room, high + room);
    }

    void draw(Canvas canvas) {
        double lastX = series.stream()
                .flatMap(line -> line.band().slices().stream())
                .mapToDouble(Band.Slice::x)
                .max()
                .orElse(1);
        double right = lastX > 0 ? lastX : 1;
        DoubleUnaryOperator x = value -> LEFT + value / right * (WIDTH - LEFT - RIGHT);
        DoubleUnaryOperator y = value -> TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM);
        canvas.text(title, LEFT, TOP - 12, TEXT + 2, Canvas.Anchor.START);
        axes(canvas, x, y, right);
        for (int i = 0; i < series.size(); i++) {
            draw(canvas, series.get(i).band(), x, y, i);
            if (series.size() > 1) {
                canvas.text(series.get(i).name(), WIDTH - RIGHT - 4, TOP + 14 + 14 * i, TEXT, Canvas.Anchor.END, i);
            }
        }
    }

    private void axes(Canvas canvas, DoubleUnaryOperator x, DoubleUnaryOperator y, double right) {
        for (int i = 0; i <= TICKS; i++) {
            double value = low + i * (high - low) / TICKS;
            double height = y.applyAsDouble(value);
            canvas.rule(LEFT, height, WIDTH - RIGHT, height);
            canvas.text(label(value), LEFT - 6, height + 4, TEXT, Canvas.Anchor.END);
            double place = i * right / TICKS;
            canvas.text(label(place), x.applyAsDouble(place), HEIGHT - BOTTOM + 16, TEXT, Canvas.Anchor.MIDDLE);
        }
        canvas.text(xTitle, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, TEXT, Canvas.Anchor.MIDDLE);
    }

    private void draw(Canvas canvas, Band band, DoubleUnaryOperator x, DoubleUnaryOperator y, int colour) {
        List<Band.Slice> slices = band.slices();
        int n = slices.size();
        double[] outlineX = new double[2 * n];
        double[] outlineY = new double[2 * n];
        double[] lineX = new double[n];
        double[] lineY = new double[n];
        for (int i = 0; i < n; i++) {
            Band.Slice slice = slices.get(i);
            lineX[i] = x.applyAsDouble(slice.x());
            lineY[i] = y.applyAsDouble(slice.median());
            outlineX[i] = lineX[i];
            outlineY[i] = y.applyAsDouble(slice.high());
            outlineX[2 * n - 1 - i] = lineX[i];
            outlineY[2 * n - 1 - i] = y.applyAsDouble(slice.low());
        }
        canvas.area(outlineX, outlineY, colour);
        canvas.line(lineX, lineY, colour);
    }

    private static String label(double value) {
        double size = Math.abs(value);
        if (size >= 1_000) {
            return String.format(Locale.ROOT, "%.4gk", value / 1_000).replaceFirst("\\.?0+k$", "k");
        }
        return size != 0 && size < 0.01 ? String.format(Locale.ROOT, "%.1e", value) : trimmed(value);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceFirst("\\.?0+$", "");
    }
}
