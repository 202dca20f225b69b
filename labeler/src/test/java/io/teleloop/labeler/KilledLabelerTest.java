package io.teleloop.labeler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.Sha256;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeLabeled;
import io.teleloop.labeler.episode.EpisodeView;
import io.teleloop.store.StoreException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the real labeler process at work, twice, and looks at store and log from outside.
class KilledLabelerTest {
    private static final int EPISODES = 60;
    private static final int[] KILLED_AFTER = {10, 100};
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void nothingIsMissingAndNothingIsDoubled(@TempDir Path folder) throws Exception {
        try (TestStack stack = TestStack.start(folder)) {
            EpisodeView episode = new Scripted().move(40, 0.1, 0, 0).episode();
            List<EpisodeId> ids = new ArrayList<>();
            for (int number = 0; number < EPISODES; number++) {
                ids.add(stack.store(episode, number));
                stack.announce(ids.getLast());
            }
            Map<String, String> beforeKills = new HashMap<>();
            for (int labels : KILLED_AFTER) {
                Process mortal = start(stack, folder);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> labels(stack).size() >= labels);
                mortal.destroyForcibly().waitFor();
                beforeKills.putAll(documents(stack));
            }

            Process last = start(stack, folder);
            try {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> announced(stack).size()
                                == ids.size() * Labelers.pure().size());
            } finally {
                last.destroy();
                last.waitFor();
            }

            Map<String, String> documents = documents(stack);
            Set<String> expected = new HashSet<>();
            for (EpisodeId id : ids) {
                Labelers.pure()
                        .forEach(labeler -> expected.add(ObjectKeys.label(id, labeler.name(), labeler.version())));
            }
            assertThat(documents.keySet()).isEqualTo(expected);
            assertThat(documents).containsAllEntriesOf(beforeKills);
            assertThat(announced(stack)).isEqualTo(documents);
        }
    }

    private static Process start(TestStack stack, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        Main.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        new File(folder.resolve("labeler.log").toString())));
        builder.environment().putAll(stack.environment());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    private static List<String> labels(TestStack stack) throws StoreException {
        return stack.store().list(ObjectKeys.LABELS);
    }

    /// Hash by key.
    private static Map<String, String> documents(TestStack stack) throws IOException {
        Map<String, String> documents = new HashMap<>();
        for (String key : labels(stack)) {
            documents.put(key, Sha256.hex(stack.store().read(key, 1 << 24).orElseThrow()));
        }
        return documents;
    }

    /// Hash by key, as announced; every announcement of a document says the same.
    private static Map<String, String> announced(TestStack stack) throws IOException {
        Map<String, String> announced = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : stack.labeledEvents()) {
            EpisodeLabeled labeled = EpisodeEvent.parseFrom(record.value()).getLabeled();
            String before = announced.put(labeled.getKey(), labeled.getSha256());
            assertThat(before == null || before.equals(labeled.getSha256())).isTrue();
        }
        return announced;
    }
}
