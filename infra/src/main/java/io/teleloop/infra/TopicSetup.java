package io.teleloop.infra;

import io.teleloop.contract.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/// Makes the contract's topics where they are missing. Topics that exist are left as they are.
public final class TopicSetup {
    private static final long TIMEOUT_SECONDS = 30;
    private static final short REPLICAS = 1;

    private TopicSetup() {}

    /// @throws IOException when the broker does not answer or refuses
    public static void createMissing(String bootstrapServers) throws IOException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> present = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = Topics.all().stream()
                    .filter(topic -> !present.contains(topic.topic()))
                    .map(topic -> new NewTopic(topic.topic(), topic.partitions(), REPLICAS).configs(topic.settings()))
                    .toList();
            admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the topics cannot be made at " + bootstrapServers + ": " + e.getMessage(), e);
        }
    }
}
