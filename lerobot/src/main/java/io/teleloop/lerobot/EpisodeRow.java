package io.teleloop.lerobot;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row of `meta/episodes` with what is asked of it.
record EpisodeRow(Path file, Map<String, @Nullable Object> columns) {
    /// The columns whose names do not begin so.
    Map<String, @Nullable Object> columnsWithout(String prefix) {
        Map<String, @Nullable Object> others = new LinkedHashMap<>(columns);
        others.keySet().removeIf(name -> name.startsWith(prefix));
        return others;
    }

    long integer(String column) throws DatasetException {
        if (columns.get(column) instanceof Number number && number.longValue() == number.doubleValue()) {
            return number.longValue();
        }
        throw wrong(column, "a whole number");
    }

    double number(String column) throws DatasetException {
        if (columns.get(column) instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(column, "a number");
    }

    List<String> texts(String column) throws DatasetException {
        if (columns.get(column) instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw wrong(column, "a list of texts");
    }

    private DatasetException wrong(String column, String expected) {
        return new DatasetException(file + ": column " + column + " of episode "
                + columns.get(EpisodeTable.EPISODE_INDEX) + " is not " + expected + " but " + columns.get(column));
    }
}
