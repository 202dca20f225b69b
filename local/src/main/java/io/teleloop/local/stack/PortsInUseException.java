package io.teleloop.local.stack;

/// Ports of the stack are taken. The message has one line for each, with what to do.
public final class PortsInUseException extends Exception {
    private static final long serialVersionUID = 1L;

    PortsInUseException(String message) {
        super(message);
    }
}
