package io.teleloop.learning.bench;

/// Something that computes updates, with a number of threads.
interface Contender extends AutoCloseable {
    String name();

    int threads();

    /// Runs updates for a while.
    Speed run(Update update, double seconds);

    @Override
    void close();
}
