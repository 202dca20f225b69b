package io.teleloop.learning.fused;

import java.util.ArrayList;
import java.util.List;

/// Rows of a batch that are passed through a network at once: few enough that what they leave behind stays in a core's
/// cache, and the unit that is shared out among threads. Sums over a batch are sums over its shards in order, whoever
/// computed them.
///
/// @param from first row
/// @param rows how many
record Shard(int from, int rows) {
    /// Two shards make a batch of 256, up to the rows that fill up the last tile.
    private static final int TILES = 22;

    static final int MAXIMUM_ROWS = TILES * Products.ROWS;

    /// As equal as they can be in whole tiles.
    static List<Shard> of(int batch) {
        int tiles = Products.padded(batch) / Products.ROWS;
        int count = (tiles + TILES - 1) / TILES;
        List<Shard> shards = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = tiles * i / count * Products.ROWS;
            int to = Math.min(batch, tiles * (i + 1) / count * Products.ROWS);
            shards.add(new Shard(from, to - from));
        }
        return shards;
    }
}
