package io.teleloop.lerobot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a writer keeps between being killed and going on: the rows of each complete episode and a document that
/// says that it is complete, which is put there last and in one step.
final class WorkFolder implements AutoCloseable {
    private static final String INPUT = "input.json";
    private static final String COMPLETE = ".json";
    private static final String ROWS = ".parquet";
    private static final String UNFINISHED = ".part";

    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lock;
    private final boolean continued;

    private WorkFolder(Path folder, FileChannel lock, boolean continued) {
        this.folder = folder;
        this.lock = lock;
        this.continued = continued;
    }

    /// @param input what the data set is made of and where it goes, the same after a kill
    /// @throws DatasetException when the folder has the beginning of another one, or another writer is at work
    ///     in it
    static WorkFolder open(Path folder, String input) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock = lock(folder);
        try {
            Path document = folder.resolve(INPUT);
            if (!Files.exists(document)) {
                WorkFolder work = new WorkFolder(folder, lock, false);
                work.replace(document, input);
                return work;
            }
            if (!Files.readString(document).equals(input)) {
                throw new DatasetException(folder + " holds the beginning of another data set; continue that one with"
                        + " the episodes, target and settings it was begun with, or delete the folder");
            }
            return new WorkFolder(folder, lock, true);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /// Until it is closed, or its process ends.
    private static FileChannel lock(Path folder) throws IOException {
        FileChannel file = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException inThisProcess) {
            // As if another process had it.
        }
        file.close();
        throw new DatasetException("another writer is at work in " + folder + "; wait for its end");
    }

    /// Whether an earlier writer began here.
    boolean continued() {
        return continued;
    }

    /// Where the rows of an episode are written.
    Path rows(int episode) {
        return folder.resolve(episode + ROWS);
    }

    /// Where something is written that is put elsewhere when it is complete.
    Path unfinished(String name) {
        return folder.resolve(name + UNFINISHED);
    }

    Optional<EpisodePart> complete(int episode) throws IOException {
        Path document = folder.resolve(episode + COMPLETE);
        return Files.exists(document) ? Optional.of(EpisodePart.parse(Json.read(document))) : Optional.empty();
    }

    void setComplete(EpisodePart part, DatasetSchema schema) throws IOException {
        replace(folder.resolve(part.index() + COMPLETE), part.toJson(schema).toString());
    }

    private void replace(Path file, String text) throws IOException {
        Path unfinished = unfinished(file.getFileName().toString());
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Forgets everything: the input last, and before the lock.
    void delete() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.sorted(Comparator.comparing((Path file) -> file.endsWith(LOCK))
                            .thenComparing(file -> file.endsWith(INPUT)))
                    .toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
