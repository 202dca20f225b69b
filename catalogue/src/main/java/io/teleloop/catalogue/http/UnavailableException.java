package io.teleloop.catalogue.http;

import java.io.IOException;

/// Something that is needed for an answer does not answer itself; asking again later may help.
final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
