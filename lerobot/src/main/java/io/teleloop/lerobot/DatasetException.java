package io.teleloop.lerobot;

import java.io.IOException;

/// A data set that is damaged, not of this version, or in a way of what is to be written. The message says what
/// and where.
public final class DatasetException extends IOException {
    private static final long serialVersionUID = 1;

    public DatasetException(String problem) {
        super(problem);
    }

    public DatasetException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
