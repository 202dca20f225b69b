package io.teleloop.datasets.web;

/// What was asked for is there already.
final class ConflictException extends Exception {
    private static final long serialVersionUID = 1L;

    ConflictException(String message) {
        super(message);
    }
}
