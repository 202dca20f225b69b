package io.teleloop.catalogue;

import io.teleloop.catalogue.database.DatabaseConfig;
import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.infra.BucketSetup;
import io.teleloop.infra.EmbeddedKafka;
import io.teleloop.infra.EmbeddedPostgreSql;
import io.teleloop.infra.EmbeddedS3;
import io.teleloop.infra.TopicSetup;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.KafkaConfig;
import io.teleloop.kafka.LogWriter;
import io.teleloop.service.Settings;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A real broker, store and database, and who writes to the first two.
final class TestStack implements AutoCloseable {
    static final String TOKEN = "a-token-of-an-operator";
    private static final String BUCKET = "teleloop";
    private static final String SECRET = "secret";

    private final Path tokens;
    private final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;
    private final EmbeddedPostgreSql postgres;
    private final ObjectStore store;
    private final LogWriter log;

    private TestStack(Path folder) throws Exception {
        tokens = Files.writeString(folder.resolve("operators"), "ada " + TOKEN + "\n");
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        TopicSetup.createMissing(kafka.bootstrapServers());
        s3 = EmbeddedS3.start(folder.resolve("s3"), 0, "key", SECRET);
        BucketSetup.createIfMissing(s3.endpoint(), "key", SECRET, BUCKET);
        postgres = EmbeddedPostgreSql.start(folder.resolve("postgres"), 0, SECRET);
        store = ObjectStore.open(storeConfig());
        log = new LogWriter(KafkaClients.producer(new KafkaConfig(kafka.bootstrapServers(), "")));
    }

    static TestStack start(Path folder) throws Exception {
        return new TestStack(folder);
    }

    Catalogue startCatalogue() throws Exception {
        Settings settings = Settings.load(
                "catalogue",
                Map.ofEntries(
                        Map.entry("TELELOOP_CATALOGUE_PORT", "0"),
                        Map.entry("TELELOOP_CATALOGUE_KAFKA_BOOTSTRAP", kafka.bootstrapServers()),
                        Map.entry("TELELOOP_CATALOGUE_KAFKA_GROUP_INSTANCE", "catalogue-1"),
                        Map.entry(
                                "TELELOOP_CATALOGUE_S3_ENDPOINT", s3.endpoint().toString()),
                        Map.entry("TELELOOP_CATALOGUE_S3_ACCESS_KEY", "key"),
                        Map.entry("TELELOOP_CATALOGUE_S3_SECRET_KEY", SECRET),
                        Map.entry("TELELOOP_CATALOGUE_DATABASE_URL", postgres.url()),
                        Map.entry("TELELOOP_CATALOGUE_DATABASE_PASSWORD", SECRET),
                        Map.entry("TELELOOP_CATALOGUE_OPERATOR_TOKENS", tokens.toString()),
                        Map.entry("TELELOOP_CATALOGUE_MANAGEMENT_PORT", "0")));
        return Catalogue.start(CatalogueConfig.from(settings), code -> {
            throw new IllegalStateException("the catalogue gave up: " + code);
        });
    }

    ObjectStore store() {
        return store;
    }

    DatabaseConfig database() {
        return new DatabaseConfig(postgres.url(), EmbeddedPostgreSql.DATABASE, SECRET, 4);
    }

    /// @param name of the event, which makes the key
    void tell(String name, EpisodeEvent event) throws IOException, InterruptedException {
        log.write(Topics.EPISODES.topic(), event.getEpisodeId() + "/" + name, event.toByteArray());
    }

    void tell(StoredEpisode episode) throws IOException, InterruptedException {
        tell(episode.manifest().state(), episode.event());
    }

    void tell(String topic, String key, byte[] value) throws IOException, InterruptedException {
        log.write(topic, key, value);
    }

    /// Rows of the live schema, as texts, in the order of the statement.
    List<String> rows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                StringBuilder text = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    text.append(rows.getString(i)).append('|');
                }
                texts.add(text.toString());
            }
            return texts;
        }
    }

    /// All that the live schema holds, by table, each row as a text.
    Map<String, List<String>> allRows() throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : rows("select table_name from information_schema.tables where table_schema = 'catalogue'"
                + " and table_name <> 'flyway_schema_history'")) {
            String name = table.substring(0, table.length() - 1);
            rows.put(name, rows("select * from " + name + " t order by t::text"));
        }
        return rows;
    }

    void change(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(postgres.url(), EmbeddedPostgreSql.DATABASE, SECRET);
        connection.setSchema("catalogue");
        return connection;
    }

    private StoreConfig storeConfig() {
        return new StoreConfig(s3.endpoint(), "us-east-1", BUCKET, "key", SECRET);
    }

    @Override
    public void close() throws Exception {
        log.close();
        store.close();
        postgres.close();
        s3.close();
        kafka.close();
    }
}
