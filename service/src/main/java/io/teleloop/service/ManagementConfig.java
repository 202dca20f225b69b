package io.teleloop.service;

/// Where a service answers for its operation.
///
/// | setting | default | meaning |
/// |---|---|---|
/// | `management.host` | 127.0.0.1 | address of the port |
/// | `management.port` | the service's own | health and metrics; 0 takes a free one |
public record ManagementConfig(String host, int port) {
    private static final int LARGEST_PORT = 65535;

    /// @throws ConfigurationException when a setting cannot be
    public static ManagementConfig from(Settings settings, int defaultPort) {
        return new ManagementConfig(
                settings.text("management.host", "127.0.0.1"),
                settings.integer("management.port", defaultPort, 0, LARGEST_PORT));
    }
}
