package io.teleloop.datasets.composition;

import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;

/// Where episodes start: the place of the tool at the first control step, in the base frame's x-y plane.
///
/// The plane is cut into square cells, the same ones for every data set, so that figures can be compared. A cell is
/// occupied when at least one episode starts in it. The box is the smallest rectangle of cells that has all occupied
/// ones: `occupiedCells` is the area that starts come from, and its share of `boxCells` says how evenly they fill it.
///
/// @param points of the episodes whose start is known
/// @param cellMetres edge of a cell
public record StartCoverage(List<Point> points, double cellMetres, int occupiedCells, long boxCells) {
    private static final double CELL_METRES = 0.01;

    private record Cell(long column, long row) {}

    static StartCoverage of(List<Point> points) {
        Set<Cell> occupied = new HashSet<>();
        for (Point point : points) {
            occupied.add(new Cell(number(point.x()), number(point.y())));
        }
        long columns = span(occupied.stream().mapToLong(Cell::column).summaryStatistics());
        long rows = span(occupied.stream().mapToLong(Cell::row).summaryStatistics());
        return new StartCoverage(points, CELL_METRES, occupied.size(), columns * rows);
    }

    private static long number(double metres) {
        return (long) Math.floor(metres / CELL_METRES);
    }

    private static long span(LongSummaryStatistics numbers) {
        return numbers.getCount() == 0 ? 0 : numbers.getMax() - numbers.getMin() + 1;
    }
}
