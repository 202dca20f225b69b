package io.teleloop.catalogue.database;

import io.teleloop.service.ConfigurationException;
import io.teleloop.service.Settings;

/// Where the catalogue finds its database.
///
/// | setting | default | meaning |
/// |---|---|---|
/// | `database.url` | | JDBC URL, for example jdbc:postgresql://127.0.0.1:5432/teleloop |
/// | `database.user` | teleloop | |
/// | `database.password`, `database.password.file` | | the password, or the file that holds it |
/// | `database.connections` | 8 | at a time, at most |
public record DatabaseConfig(String url, String user, String password, int connections) {
    private static final String URL = "database.url";
    private static final String SCHEME = "jdbc:postgresql:";

    /// @throws ConfigurationException when a setting is missing or cannot be
    public static DatabaseConfig from(Settings settings) {
        String url = settings.text(URL);
        if (!url.startsWith(SCHEME)) {
            throw new ConfigurationException(
                    "setting '" + URL + "' is '" + url + "'; give a URL that begins with " + SCHEME);
        }
        return new DatabaseConfig(
                url,
                settings.text("database.user", "teleloop"),
                settings.secret("database.password"),
                settings.integer("database.connections", 8, 2, 100));
    }

    /// Without the password: it may be logged.
    @Override
    public String toString() {
        return "DatabaseConfig[url=" + url + ", user=" + user + ", password=***]";
    }
}
