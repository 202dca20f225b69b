package io.teleloop.rollout.report;

import java.util.List;

/// What a chart is drawn on; lengths in pixels, y down.
interface Canvas {
    /// Series colours, taken in turn: readable for people who see colours differently (Okabe and Ito 2008).
    List<Integer> COLOURS = List.of(0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9);

    int INK = 0x333333;
    int RULE = 0xdddddd;

    /// Where a text's position lies in it.
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    static int colour(int series) {
        return COLOURS.get(series % COLOURS.size());
    }

    /// A line of the background.
    void rule(double x1, double y1, double x2, double y2);

    /// In the colour of text.
    void text(String text, double x, double y, double size, Anchor anchor);

    /// In the colour of a series.
    void text(String text, double x, double y, double size, Anchor anchor, int series);

    void line(double[] xs, double[] ys, int series);

    /// A light area with this outline.
    void area(double[] xs, double[] ys, int series);
}
