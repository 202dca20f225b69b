package io.teleloop.lerobot;

import java.io.IOException;
import java.nio.file.Path;

/// Where a data set is written to: a folder, or a prefix in an object store.
public interface DatasetSink {
    /// The place in words, the same for the same place: what was begun for one is not continued for another.
    String place();

    /// Stores a whole file, replacing one that is there. Never leaves a part of it behind.
    ///
    /// @param path relative to the data set, with `/`
    /// @param file may be moved away
    void put(String path, Path file) throws IOException;

    /// Whether there is a file at this path.
    boolean contains(String path) throws IOException;
}
