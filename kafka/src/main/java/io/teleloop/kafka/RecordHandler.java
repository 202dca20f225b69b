package io.teleloop.kafka;

import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What a service does with each record. It may be called again with a record that it has handled, by this process or
/// another: what it writes must be the same then, or refused because it is there.
@FunctionalInterface
public interface RecordHandler {
    /// May take as long as it takes. Returns when all that follows from the record is in its place.
    ///
    /// What no other try would mend must be settled here, by a metric and a message: thrown, it would hold up the
    /// partition for good.
    ///
    /// @throws IOException when another try may help: it is made after a pause, and the partition waits for it
    /// @throws InterruptedException when it was told to stop: the record is handled again, by whoever is next
    void handle(ConsumerRecord<String, byte[]> record) throws IOException, InterruptedException;
}
