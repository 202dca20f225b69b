package io.teleloop.catalogue.query;

/// A question that cannot be asked so. The message names the parameter and says what it takes.
public final class InvalidQueryException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidQueryException(String message) {
        super(message);
    }
}
