package io.teleloop.gateway;

import io.teleloop.gateway.control.ControlSettings;
import io.teleloop.gateway.control.VelocityScale;
import io.teleloop.gateway.control.WatchdogLimits;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ManagementConfig;
import io.teleloop.service.Settings;
import io.teleloop.store.StoreConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Everything that can be set.
///
/// @param host that operators and robots connect to
/// @param port 0 for any free one
/// @param management for health and metrics
/// @param kafkaBootstrap Kafka's servers
/// @param store where policies lie; empty when no `s3.endpoint` is given: then no policy can be run
/// @param operatorTokens file of operators' tokens
/// @param robotTokens file of robots' tokens
/// @param catalogue where episodes are asked for; empty when no `catalogue.url` is given: then no page lists any
/// @param datasets where data sets are asked for; empty when no `datasets.url` is given
/// @param allowedOrigins other pages than this gateway's own that may connect
/// @param control rate, lease, watchdog and limits
/// @param spoolFolder for records that wait for Kafka and the journal of open episodes
/// @param spoolMaxBytes all that may wait for Kafka
/// @param streamAwayAfter Kafka is away when it acknowledged nothing for so long
/// @param linkIdle a robot link on which nothing came for so long is over
/// @param mostSessionsPerRobot operators that may watch one robot
/// @param mostSessions operators that may be connected in all
/// @param longestEpisode an episode that lasts longer is closed by the gateway
/// @param icePortMin lowest UDP port for media, 0 for any
/// @param icePortMax highest UDP port for media, 0 for any
public record GatewayConfig(
        String host,
        int port,
        ManagementConfig management,
        String kafkaBootstrap,
        Optional<StoreConfig> store,
        Path operatorTokens,
        Path robotTokens,
        Optional<URI> catalogue,
        Optional<URI> datasets,
        Set<String> allowedOrigins,
        ControlSettings control,
        Path spoolFolder,
        long spoolMaxBytes,
        Duration streamAwayAfter,
        Duration linkIdle,
        int mostSessionsPerRobot,
        int mostSessions,
        Duration longestEpisode,
        int icePortMin,
        int icePortMax) {
    private static final int LAST_PORT = 65_535;

    public GatewayConfig {
        allowedOrigins = Set.copyOf(allowedOrigins);
        if (icePortMin > icePortMax) {
            throw new ConfigurationException(
                    "'ice.port.min' is " + icePortMin + ", above 'ice.port.max' " + icePortMax);
        }
    }

    /// @throws ConfigurationException when something is missing, unknown or cannot be
    public static GatewayConfig from(Settings settings) {
        GatewayConfig config = new GatewayConfig(
                settings.text("host", "127.0.0.1"),
                settings.integer("port", 8080, 0, LAST_PORT),
                ManagementConfig.from(settings, 9080),
                settings.text("kafka.bootstrap"),
                store(settings),
                settings.path("operator.tokens"),
                settings.path("robot.tokens"),
                service(settings, "catalogue.url"),
                service(settings, "datasets.url"),
                origins(settings.text("origins", "")),
                valid(() -> control(settings)),
                settings.path("spool.dir"),
                settings.number("spool.max.bytes", 1L << 30, 1 << 20, Long.MAX_VALUE),
                settings.millis("stream.away.after", Duration.ofSeconds(2)),
                settings.millis("link.idle", Duration.ofSeconds(3)),
                settings.integer("sessions.robot.max", 8, 1, 1000),
                settings.integer("sessions.max", 64, 1, 10_000),
                settings.millis("episode.max.ms", Duration.ofMinutes(30)),
                settings.integer("ice.port.min", 0, 0, LAST_PORT),
                settings.integer("ice.port.max", 0, 0, LAST_PORT));
        settings.rejectUnknown();
        return config;
    }

    private static Optional<StoreConfig> store(Settings settings) {
        return settings.text("s3.endpoint", "").isEmpty() ? Optional.empty() : Optional.of(StoreConfig.from(settings));
    }

    private static Optional<URI> service(Settings settings, String key) {
        String url = settings.text(key, "");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI address = new URI(url);
            if ("http".equals(address.getScheme()) && address.getHost() != null && address.getPort() > 0) {
                return Optional.of(address);
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw new ConfigurationException(
                "setting '" + key + "' is '" + url + "'; give a URL with a port, such as http://127.0.0.1:8090");
    }

    private static ControlSettings control(Settings settings) {
        return new ControlSettings(
                settings.integer("control.rate", 20, 1, 200),
                settings.millis("lease.ttl", Duration.ofSeconds(10)),
                settings.millis("command.max.age", Duration.ofMillis(400)),
                new WatchdogLimits(
                        settings.millis("watchdog.hold", Duration.ofMillis(150)),
                        settings.millis("watchdog.stop", Duration.ofMillis(400))),
                new VelocityScale(
                        settings.integer("velocity.full.until", 150, 0, 60_000),
                        settings.integer("velocity.slow.at", 400, 1, 60_000),
                        0.2,
                        settings.integer("velocity.zero.beyond", 500, 1, 60_000)));
    }

    private static <T> T valid(Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Set<String> origins(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
