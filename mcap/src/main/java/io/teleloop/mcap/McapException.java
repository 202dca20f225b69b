package io.teleloop.mcap;

import java.io.IOException;

/// A file that is damaged, truncated, larger than the limits, or not MCAP. The message says what is wrong and where.
public final class McapException extends IOException {
    private static final long serialVersionUID = 1;

    private final long offset;

    McapException(String problem, Place place) {
        super(problem + " (" + place + ")");
        this.offset = place.fileOffset();
    }

    McapException(String problem, Place place, Throwable cause) {
        super(problem + " (" + place + ")", cause);
        this.offset = place.fileOffset();
    }

    /// Byte offset in the file of the record, or of the chunk around it, at which the problem was found.
    public long offset() {
        return offset;
    }
}
