package io.teleloop.datasets.ingest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row of a data set, with what is asked of it.
record Row(Map<String, @Nullable Object> values) {
    long integer(String key, long otherwise) {
        return values.get(key) instanceof Number number ? number.longValue() : otherwise;
    }

    double number(String key) throws IOException {
        if (values.get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IOException("a row has no " + key);
    }

    boolean truth(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    String text(String key, String otherwise) {
        return values.get(key) instanceof String text ? text : otherwise;
    }

    /// The numbers of a feature, row by row; none when it has no such feature.
    float[] numbers(String key) throws IOException {
        Object value = values.get(key);
        if (value == null) {
            return new float[0];
        }
        int[] at = {0};
        float[] numbers = new float[count(value)];
        flatten(value, numbers, at);
        return numbers;
    }

    private static int count(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().mapToInt(Row::count).sum()
                : 1;
    }

    private static void flatten(@Nullable Object value, float[] numbers, int[] at) throws IOException {
        switch (value) {
            case List<?> list -> {
                for (Object entry : list) {
                    flatten(entry, numbers, at);
                }
            }
            case Number number -> numbers[at[0]++] = number.floatValue();
            case null, default -> throw new IOException("a row has " + value + " where a number belongs");
        }
    }
}
