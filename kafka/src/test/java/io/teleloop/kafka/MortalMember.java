package io.teleloop.kafka;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/// A member in a process of its own, which dies while it handles a number: as by kill -9.
final class MortalMember {
    private MortalMember() {}

    /// @param args brokers, group, its instance, topic, file that gets every number that is begun, last number
    public static void main(String[] args) throws InterruptedException {
        Path begun = Path.of(args[4]);
        int last = Integer.parseInt(args[5]);
        GroupLoop loop = GroupLoop.start(
                KafkaClients.member(new KafkaConfig(args[0], args[2]), args[1], Map.of()),
                Set.of(args[3]),
                record -> {
                    int number = TestLog.number(record.value());
                    Files.writeString(begun, number + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
                    if (number == last) {
                        Runtime.getRuntime().halt(1);
                    }
                },
                1,
                new SimpleMeterRegistry(),
                problem -> Runtime.getRuntime().halt(2));
        Thread.currentThread().join();
        loop.close();
    }
}
