package io.teleloop.datasets.export;

/// An export that is not begun; the message says why.
public final class ExportRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean later;

    ExportRefusedException(String message, boolean later) {
        super(message);
        this.later = later;
    }

    /// Whether it can be begun later.
    public boolean later() {
        return later;
    }
}
