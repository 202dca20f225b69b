package io.teleloop.gateway.operator;

/// A message that is not what the operator protocol says; the text tells what was expected and where.
final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    BadMessageException(String message) {
        super(message);
    }
}
