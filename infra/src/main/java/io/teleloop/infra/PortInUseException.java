package io.teleloop.infra;

import java.io.IOException;

/// A server could not listen because its port is taken.
public final class PortInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int port;

    /// @param server what wanted to listen, for people
    public PortInUseException(String server, int port) {
        super("port " + port + " for " + server + " is in use by another program; stop that program or choose another"
                + " port");
        this.port = port;
    }

    public int port() {
        return port;
    }
}
