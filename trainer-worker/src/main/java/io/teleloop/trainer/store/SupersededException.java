package io.teleloop.trainer.store;

/// Another worker has written what only the leader writes: this one leads no more and must stop.
public final class SupersededException extends Exception {
    private static final long serialVersionUID = 1L;

    public SupersededException(String message) {
        super(message);
    }
}
