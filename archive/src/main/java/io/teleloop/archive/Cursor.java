package io.teleloop.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Goes over things that are read when they are asked for. Not safe for use by several threads at once.
@FunctionalInterface
public interface Cursor<T> {
    /// The next one, or null when there are no more.
    @Nullable
    T next() throws IOException;

    /// All that are left, in memory.
    ///
    /// @throws IOException when there are more than the limit
    default List<T> list(int limit) throws IOException {
        List<T> all = new ArrayList<>();
        for (T one = next(); one != null; one = next()) {
            if (all.size() == limit) {
                throw new IOException("there are more than " + limit + ", the most that are read into memory");
            }
            all.add(one);
        }
        return all;
    }
}
