package io.teleloop.gateway.robotlink;

/// A robot says something of itself that the gateway cannot work with; the message says what.
final class InvalidDescriptionException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidDescriptionException(String message) {
        super(message);
    }
}
