package io.teleloop.labeler.work;

import java.io.IOException;

/// The log did not take the announcement of a document; another try may help.
public final class AnnouncementException extends IOException {
    private static final long serialVersionUID = 1L;

    AnnouncementException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
