package io.teleloop.local.demo;

/// What is in the store is not what the manifest says. The message says where and how.
final class DamagedEpisodeException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedEpisodeException(String message) {
        super(message);
    }

    DamagedEpisodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
