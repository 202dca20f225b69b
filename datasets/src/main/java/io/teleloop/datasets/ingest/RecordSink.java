package io.teleloop.datasets.ingest;

import io.teleloop.contract.v1.EpisodeRecord;
import java.io.IOException;

/// Takes the records of episodes in their order.
@FunctionalInterface
public interface RecordSink {
    void accept(EpisodeRecord record) throws IOException;
}
