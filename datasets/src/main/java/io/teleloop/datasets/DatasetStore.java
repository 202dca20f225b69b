package io.teleloop.datasets;

import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.store.ObjectStore;
import java.io.IOException;
import java.util.Optional;

/// The documents of data sets in the object store.
public final class DatasetStore {
    private static final int LARGEST_DOCUMENT_BYTES = 64 << 20;

    private final ObjectStore store;

    public DatasetStore(ObjectStore store) {
        this.store = store;
    }

    /// The newest version.
    public Optional<DatasetDocument> newest(String name) throws IOException {
        int number = newestNumber(name);
        return number == 0 ? Optional.empty() : version(name, number);
    }

    public Optional<DatasetDocument> version(String name, int number) throws IOException {
        Optional<byte[]> json = store.read(ObjectKeys.dataset(name, number), LARGEST_DOCUMENT_BYTES);
        return json.isPresent() ? Optional.of(DatasetDocument.parse(json.get())) : Optional.empty();
    }

    /// Stores a selection as the next version, unless the newest one is the same.
    ///
    /// @param selection of any number
    /// @return the document as it is stored
    public DatasetDocument put(DatasetDocument selection) throws IOException {
        while (true) {
            int newest = newestNumber(selection.name());
            if (newest > 0) {
                DatasetDocument same = numbered(selection, newest);
                if (version(selection.name(), newest).filter(same::equals).isPresent()) {
                    return same;
                }
            }
            DatasetDocument next = numbered(selection, newest + 1);
            if (store.putIfAbsent(ObjectKeys.dataset(next.name(), next.number()), next.toJson())) {
                return next;
            }
        }
    }

    /// The number of the newest version, 0 when there is none.
    private int newestNumber(String name) throws IOException {
        int number = 0;
        while (store.exists(ObjectKeys.dataset(name, number + 1))) {
            number++;
        }
        return number;
    }

    private static DatasetDocument numbered(DatasetDocument selection, int number) {
        return new DatasetDocument(
                DatasetDocument.VERSION,
                selection.name(),
                number,
                selection.filter(),
                selection.validationShare(),
                selection.episodes(),
                selection.leftOut(),
                selection.composition());
    }
}
