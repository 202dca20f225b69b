package io.teleloop.mcap;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Key order for maps: the same content then always gives the same bytes.
final class Sorted {
    private Sorted() {}

    static <K extends Comparable<K>, V> Map<K, V> copyOf(Map<K, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
