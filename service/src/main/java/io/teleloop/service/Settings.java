package io.teleloop.service;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A service's settings: environment variables over an optional properties file.
///
/// Setting `kafka.bootstrap` of service `gateway` is the variable `TELELOOP_GATEWAY_KAFKA_BOOTSTRAP` or the line
/// `kafka.bootstrap=...` of the file that `TELELOOP_GATEWAY_CONFIG` names. Read every setting once, then call
/// [#rejectUnknown()], so that a misspelt one fails instead of being ignored.
public final class Settings {
    private final String service;
    private final Map<String, String> values;
    private final Set<String> known = new TreeSet<>();

    private Settings(String service, Map<String, String> values) {
        this.service = service;
        this.values = values;
    }

    public static Settings load(String service) {
        return load(service, System.getenv());
    }

    /// @param environment variables by name
    public static Settings load(String service, Map<String, String> environment) {
        String prefix = prefix(service);
        Map<String, String> values = new TreeMap<>();
        String file = environment.get(prefix + "CONFIG");
        if (file != null) {
            values.putAll(readFile(Path.of(file)));
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(prefix) && !name.equals(prefix + "CONFIG")) {
                values.put(
                        name.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return new Settings(service, values);
    }

    private static Map<String, String> readFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new ConfigurationException("cannot read the configuration file " + file, e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.forEach(
                (key, value) -> values.put(key.toString(), value.toString().strip()));
        return values;
    }

    private static String prefix(String service) {
        return "TELELOOP_" + service.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
    }

    /// A setting that must be there.
    public String text(String key) {
        String value = find(key);
        if (value == null) {
            throw new ConfigurationException("setting " + describe(key) + " is missing; set it");
        }
        return value;
    }

    public String text(String key, String otherwise) {
        String value = find(key);
        return value == null ? otherwise : value;
    }

    /// A setting that must be there, in the clear or, by setting `key.file`, in a file.
    public String secret(String key) {
        String file = text(key + ".file", "");
        if (file.isEmpty()) {
            return text(key);
        }
        if (!text(key, "").isEmpty()) {
            throw new ConfigurationException("settings '" + key + "' and '" + key + ".file' are both given; give one");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new ConfigurationException("the file " + file + " of setting '" + key + ".file' cannot be read", e);
        }
    }

    public Path path(String key) {
        return Path.of(text(key));
    }

    public Path path(String key, Path otherwise) {
        String value = find(key);
        return value == null ? otherwise : Path.of(value);
    }

    public int integer(String key, int otherwise, int minimum, int maximum) {
        return (int) number(key, otherwise, minimum, maximum);
    }

    public long number(String key, long otherwise, long minimum, long maximum) {
        String value = find(key);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, with the range.
        }
        throw new ConfigurationException("setting " + describe(key) + " is '" + value + "'; give a whole number from "
                + minimum + " to " + maximum);
    }

    /// Yes or no.
    public boolean flag(String key, boolean otherwise) {
        return switch (find(key)) {
            case null -> otherwise;
            case "true" -> true;
            case "false" -> false;
            case String other ->
                throw new ConfigurationException(
                        "setting " + describe(key) + " is '" + other + "'; give 'true' or 'false'");
        };
    }

    /// A duration in milliseconds.
    public Duration millis(String key, Duration otherwise) {
        return Duration.ofMillis(
                number(key, otherwise.toMillis(), 0, Duration.ofDays(365).toMillis()));
    }

    /// Fails when a setting was given that nobody asked for.
    public void rejectUnknown() {
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new ConfigurationException("service " + service + " knows no setting " + String.join(", ", unknown)
                    + "; it knows " + String.join(", ", known));
        }
    }

    private @Nullable String find(String key) {
        known.add(key);
        String value = values.get(key);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private String describe(String key) {
        return "'" + key + "' (" + prefix(service)
                + key.toUpperCase(Locale.ROOT).replace('.', '_') + ")";
    }
}
