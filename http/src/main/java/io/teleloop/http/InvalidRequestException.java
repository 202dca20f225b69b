package io.teleloop.http;

/// Something that cannot be asked so. The message names what is wrong and says what it takes.
public final class InvalidRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String message) {
        super(message);
    }
}
