package io.teleloop.contract.wire;

/// A packet that is not what the operator protocol says; the message tells what was expected.
public final class MalformedPacketException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedPacketException(String message) {
        super(message);
    }
}
