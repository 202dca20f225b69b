package io.teleloop.datasets;

import io.teleloop.datasets.DatasetStore.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;

/// All data sets of a store. A version never changes, so what was read of one is remembered.
public final class DatasetList {
    private final DatasetStore store;
    private final Map<Version, DatasetSummary> known = new ConcurrentHashMap<>();

    public DatasetList(DatasetStore store) {
        this.store = store;
    }

    /// In the order of name and version.
    public List<DatasetSummary> read() throws IOException {
        List<Version> versions = store.versions();
        known.keySet().retainAll(List.copyOf(versions));
        List<DatasetSummary> summaries = new ArrayList<>();
        for (Version version : versions) {
            DatasetSummary summary = known.get(version);
            if (summary == null) {
                summary = DatasetSummary.of(store.version(version.name(), version.number())
                        .orElseThrow(() -> new NoSuchElementException(
                                "data set " + version.name() + " " + version.number() + " was just taken away")));
                known.put(version, summary);
            }
            summaries.add(summary);
        }
        return summaries;
    }
}
