package io.teleloop.learning.fused;

/// Where a matrix lies in an array, cut into panels of [Lanes#TILE] columns: all rows of the first panel, then all rows
/// of the second. So a product reads its right operand from beginning to end.
///
/// Rows are filled up with zeros to a multiple of [#ROWS], columns to one of [Lanes#TILE]. A matrix of one row is a
/// plain vector.
///
/// @param offset of the first value
/// @param rows of the matrix
/// @param columns of the matrix
record Panels(int offset, int rows, int columns) {
    /// Rows that [Products#transposedTimes] computes at once.
    static final int ROWS = 8;

    /// Rows with those that fill up.
    int height() {
        return rows == 1 ? 1 : (rows + ROWS - 1) / ROWS * ROWS;
    }

    /// Values that it takes.
    int size() {
        return height() * Lanes.padded(columns);
    }

    int end() {
        return offset + size();
    }

    /// Where the panel begins whose first column is `column`.
    int panel(int column) {
        return offset + column * height();
    }

    /// Where one value lies.
    int index(int row, int column) {
        int inPanel = column % Lanes.TILE;
        return panel(column - inPanel) + row * Lanes.TILE + inPanel;
    }

    /// Out of a row-major matrix.
    void pack(float[] rowMajor, int from, float[] packed) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                packed[index(row, column)] = rowMajor[from + row * columns + column];
            }
        }
    }

    /// Into a row-major matrix.
    void unpack(float[] packed, float[] rowMajor, int to) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                rowMajor[to + row * columns + column] = packed[index(row, column)];
            }
        }
    }

    /// Writes the transposed matrix, block by block of a tile squared so that both ends stay in the cache.
    void transpose(float[] packed, Panels to, float[] transposed) {
        for (int column = 0; column < columns; column += Lanes.TILE) {
            for (int row = 0; row < rows; row += Lanes.TILE) {
                transposeBlock(packed, row, column, to, transposed);
            }
        }
    }

    private void transposeBlock(float[] packed, int row, int column, Panels to, float[] transposed) {
        int height = Math.min(Lanes.TILE, rows - row);
        int width = Math.min(Lanes.TILE, columns - column);
        int source = index(row, column);
        int target = to.index(column, row);
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                transposed[target + j * Lanes.TILE + i] = packed[source + i * Lanes.TILE + j];
            }
        }
    }
}
