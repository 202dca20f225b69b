package io.teleloop.store;

import java.io.IOException;

/// The object store did not do what it was asked for; asking again later may help.
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
