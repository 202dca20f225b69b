package io.teleloop.kafka;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// A member in a process of its own, which never gets done with one number: there it is killed.
final class MortalMember {
    private MortalMember() {}

    /// @param args brokers, group, its instance, topic, the number
    public static void main(String[] args) throws InterruptedException {
        int last = Integer.parseInt(args[4]);
        GroupLoop loop = GroupLoop.start(
                KafkaClients.member(new KafkaConfig(args[0], args[2]), args[1], Map.of()),
                Set.of(args[3]),
                record -> {
                    if (TestLog.number(record.value()) == last) {
                        new CountDownLatch(1).await();
                    }
                },
                1,
                new SimpleMeterRegistry(),
                problem -> Runtime.getRuntime().halt(2));
        Thread.currentThread().join();
        loop.close();
    }
}
