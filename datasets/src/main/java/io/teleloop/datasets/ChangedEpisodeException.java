package io.teleloop.datasets;

import java.io.IOException;

/// An episode of a data set is not in the store any more, or not as it was.
public final class ChangedEpisodeException extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedEpisodeException(String message) {
        super(message);
    }
}
