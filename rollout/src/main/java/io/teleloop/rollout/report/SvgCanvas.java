package io.teleloop.rollout.report;

import java.util.Locale;

/// Draws an SVG element that needs nothing else.
final class SvgCanvas implements Canvas {
    private final StringBuilder svg = new StringBuilder();

    /// A chart as an SVG element.
    static String draw(Chart chart) {
        SvgCanvas canvas = new SvgCanvas();
        chart.draw(canvas);
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" role=\"img\"><title>%s</title>%s</svg>%n",
                Chart.WIDTH,
                Chart.HEIGHT,
                Chart.WIDTH,
                Chart.HEIGHT,
                escaped(chart.title()),
                canvas.svg);
    }

    /// Text as it may stand in HTML and SVG.
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public void rule(double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#%06x\"/>",
                x1,
                y1,
                x2,
                y2,
                RULE));
    }

    @Override
    public void text(String text, double x, double y, double size, Anchor anchor) {
        write(text, x, y, size, anchor, INK);
    }

    @Override
    public void text(String text, double x, double y, double size, Anchor anchor, int series) {
        write(text, x, y, size, anchor, Canvas.colour(series));
    }

    private void write(String text, double x, double y, double size, Anchor anchor, int colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.0f\" text-anchor=\"%s\" fill=\"#%06x\">%s</text>",
                x,
                y,
                size,
                anchor.name().toLowerCase(Locale.ROOT),
                colour,
                escaped(text)));
    }

    @Override
    public void line(double[] xs, double[] ys, int series) {
        svg.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#%06x\" stroke-width=\"2\"/>",
                points(xs, ys),
                Canvas.colour(series)));
    }

    @Override
    public void area(double[] xs, double[] ys, int series) {
        svg.append(String.format(
                Locale.ROOT,
                "<polygon points=\"%s\" fill=\"#%06x\" fill-opacity=\"0.2\"/>",
                points(xs, ys),
                Canvas.colour(series)));
    }

    private static String points(double[] xs, double[] ys) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", xs[i], ys[i]));
        }
        return points.toString().strip();
    }
}
