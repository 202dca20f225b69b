package io.teleloop.gateway.webrtc;

/// A camera picture that cannot be shown; the message says what is wrong with it.
final class MalformedPictureException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedPictureException(String message) {
        super(message);
    }

    MalformedPictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
