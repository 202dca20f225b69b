package io.teleloop.lerobot;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A data set in a folder.
public final class FolderSink implements DatasetSink {
    private static final String UNFINISHED = ".part";

    private final Path folder;

    public FolderSink(Path folder) {
        this.folder = folder;
    }

    @Override
    public String place() {
        return folder.toAbsolutePath().normalize().toString();
    }

    @Override
    public void put(String path, Path file) throws IOException {
        Path target = folder.resolve(path);
        Files.createDirectories(target.getParent());
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException anotherFileSystem) {
            Path copy = target.resolveSibling(target.getFileName() + UNFINISHED);
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(file);
        }
    }

    @Override
    public boolean contains(String path) {
        return Files.exists(folder.resolve(path));
    }
}
