package io.teleloop.lerobot;

import java.lang.reflect.Array;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/// Holds values against what their feature declares.
final class FeatureValues {
    /// Statistics square numbers.
    private static final double LARGEST = 1e150;

    private FeatureValues() {}

    /// Checks type and shape, and passes the numbers on, row by row.
    ///
    /// @throws IllegalArgumentException when the value is not as declared, missing, or not finite
    static void check(Feature feature, @Nullable Object value, DoubleConsumer numbers) {
        if (value == null) {
            throw wrong(feature, "has no value; a row has one for every feature");
        }
        check(feature, value, feature.column().depth(), 0, numbers);
    }

    private static void check(Feature feature, Object value, int depth, int dimension, DoubleConsumer numbers) {
        if (depth == 0) {
            checkScalar(feature, value, numbers);
            return;
        }
        boolean isList = value instanceof List<?>;
        if (!isList && !value.getClass().isArray()) {
            throw wrong(feature, "has the shape " + feature.shape() + ", and a value is no list: " + value);
        }
        int length = value instanceof List<?> list ? list.size() : Array.getLength(value);
        if (length != feature.shape().get(dimension)) {
            throw wrong(feature, "has the shape " + feature.shape() + ", and a value has " + length + " entries");
        }
        for (int i = 0; i < length; i++) {
            Object entry = value instanceof List<?> list ? list.get(i) : Array.get(value, i);
            if (entry == null) {
                throw wrong(feature, "has no entry " + i);
            }
            check(feature, entry, depth - 1, dimension + 1, numbers);
        }
    }

    private static void checkScalar(Feature feature, Object value, DoubleConsumer numbers) {
        switch (value) {
            case String text when feature.type() == DataType.STRING -> {}
            case Boolean truth when feature.type() == DataType.BOOL -> numbers.accept(truth ? 1 : 0);
            case Long number when feature.type() == DataType.INT64 -> numbers.accept(number);
            case Integer number when feature.type().isInteger() -> numbers.accept(number);
            case Number number
            when isFloat(feature.type()) -> {
                double finite = number.doubleValue();
                if (!(Math.abs(finite) <= largest(feature.type()))) {
                    throw wrong(feature, "is no finite number: " + number);
                }
                numbers.accept(finite);
            }
            default ->
                throw wrong(
                        feature,
                        "is declared " + feature.type().label() + ", and a value is a "
                                + value.getClass().getSimpleName());
        }
    }

    private static boolean isFloat(DataType type) {
        return type == DataType.FLOAT32 || type == DataType.FLOAT64;
    }

    private static double largest(DataType type) {
        return type == DataType.FLOAT32 ? Float.MAX_VALUE : LARGEST;
    }

    private static IllegalArgumentException wrong(Feature feature, String problem) {
        return new IllegalArgumentException("feature " + feature.key() + " " + problem);
    }
}
