package io.teleloop.rollout.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/// Draws into a picture, at twice the size.
final class PictureCanvas implements Canvas {
    private static final int SCALE = 2;
    private static final int COLUMNS = 2;
    private static final int OPACITY = 51;

    private final Graphics2D graphics;

    private PictureCanvas(Graphics2D graphics) {
        this.graphics = graphics;
    }

    /// All charts in one picture, two in a row.
    static BufferedImage draw(List<Chart> charts) {
        int rows = Math.max(1, (charts.size() + COLUMNS - 1) / COLUMNS);
        BufferedImage picture = new BufferedImage(
                SCALE * COLUMNS * Chart.WIDTH, SCALE * rows * Chart.HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D page = picture.createGraphics();
        try {
            page.setColor(Color.WHITE);
            page.fillRect(0, 0, picture.getWidth(), picture.getHeight());
            page.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            page.scale(SCALE, SCALE);
            for (int i = 0; i < charts.size(); i++) {
                Graphics2D part = (Graphics2D) page.create();
                part.translate(i % COLUMNS * Chart.WIDTH, i / COLUMNS * Chart.HEIGHT);
                charts.get(i).draw(new PictureCanvas(part));
                part.dispose();
            }
        } finally {
            page.dispose();
        }
        return picture;
    }

    @Override
    public void rule(double x1, double y1, double x2, double y2) {
        graphics.setColor(new Color(RULE));
        graphics.setStroke(new BasicStroke(1));
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public void text(String text, double x, double y, double size, Anchor anchor) {
        write(text, x, y, size, anchor, new Color(INK));
    }

    @Override
    public void text(String text, double x, double y, double size, Anchor anchor, int series) {
        write(text, x, y, size, anchor, new Color(Canvas.colour(series)));
    }

    private void write(String text, double x, double y, double size, Anchor anchor, Color colour) {
        graphics.setColor(colour);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) size));
        int width = graphics.getFontMetrics().stringWidth(text);
        double left =
                switch (anchor) {
                    case START -> x;
                    case MIDDLE -> x - width / 2.0;
                    case END -> x - width;
                };
        graphics.drawString(text, (float) left, (float) y);
    }

    @Override
    public void line(double[] xs, double[] ys, int series) {
        graphics.setColor(new Color(Canvas.colour(series)));
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(path(xs, ys));
    }

    @Override
    public void area(double[] xs, double[] ys, int series) {
        Color colour = new Color(Canvas.colour(series));
        graphics.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), OPACITY));
        Path2D outline = path(xs, ys);
        outline.closePath();
        graphics.fill(outline);
    }

    private static Path2D path(double[] xs, double[] ys) {
        Path2D path = new Path2D.Double();
        path.moveTo(xs[0], ys[0]);
        for (int i = 1; i < xs.length; i++) {
            path.lineTo(xs[i], ys[i]);
        }
        return path;
    }
}
