package io.teleloop.lerobot;

/// The number of a file among those of its kind: `chunk-000/file-000` and on.
record FileNumber(int chunk, int file) {
    static final FileNumber FIRST = new FileNumber(0, 0);

    /// The file of this number, counted from 0.
    static FileNumber of(int number, int chunkFiles) {
        return new FileNumber(number / chunkFiles, number % chunkFiles);
    }

    FileNumber next(int chunkFiles) {
        return of(chunk * chunkFiles + file + 1, chunkFiles);
    }
}
