package io.teleloop.datasets;

import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.store.KeyCursor;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The documents of data sets in the object store.
public final class DatasetStore {
    private static final int LARGEST_DOCUMENT_BYTES = 64 << 20;
    private static final Pattern DOCUMENT =
            Pattern.compile(ObjectKeys.DATASETS + "([a-z0-9-]+)/([1-9]\\d{0,8})\\.json");
    private static final Pattern FILE = Pattern.compile("(" + ObjectKeys.DATASETS + "[^/]+/\\d+)/");

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

    /// A version by name and number.
    public record Version(String name, int number) {}

    /// A document as it is stored.
    ///
    /// @param isNew false when it was there already
    public record Stored(DatasetDocument document, boolean isNew) {}

    /// All versions in the order of name and number.
    public List<Version> versions() throws StoreException {
        List<Version> versions = new ArrayList<>();
        KeyCursor keys = store.keys(ObjectKeys.DATASETS, "");
        for (String key = keys.next(); key != null; key = keys.next()) {
            Matcher document = DOCUMENT.matcher(key);
            Matcher file = FILE.matcher(key);
            if (document.matches()) {
                versions.add(new Version(document.group(1), Integer.parseInt(document.group(2))));
            } else if (file.lookingAt()) {
                // An exported data set has many files: go on behind all of them. After '/' comes '0'.
                keys = store.keys(ObjectKeys.DATASETS, file.group(1) + '0');
            }
        }
        versions.sort(Comparator.comparing(Version::name).thenComparingInt(Version::number));
        return versions;
    }

    /// Stores a selection as the next version, unless the newest one is the same.
    ///
    /// @param selection of any number
    public Stored put(DatasetDocument selection) throws IOException {
        while (true) {
            int newest = newestNumber(selection.name());
            if (newest > 0) {
                DatasetDocument same = numbered(selection, newest);
                if (version(selection.name(), newest).filter(same::equals).isPresent()) {
                    return new Stored(same, false);
                }
            }
            DatasetDocument next = numbered(selection, newest + 1);
            if (store.putIfAbsent(ObjectKeys.dataset(next.name(), next.number()), next.toJson())) {
                return new Stored(next, true);
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
