package io.teleloop.augmentation;

import com.google.protobuf.ByteString;
import io.teleloop.contract.v1.EpisodeOpened;
import io.teleloop.contract.v1.Outcome;
import java.io.IOException;
import java.util.List;

/// All that was recorded of an episode, for augmenters that go over every sample. It is read when it is asked for.
public interface Recording {
    /// How the episode began: its task, robot, streams and seed.
    EpisodeOpened opened();

    Outcome outcome();

    /// When it ended, nanoseconds since the epoch.
    long closedNs();

    /// Every sample in the order of time. There are none for readings that were lost, so whoever needs the samples'
    /// numbers must ask [#whole].
    ///
    /// @throws IOException when they cannot be read
    List<RecordedSample> samples() throws IOException;

    /// Whether no reading of the episode was lost.
    boolean whole();

    /// @param timeNs when it was sensed, nanoseconds since the epoch
    /// @param data a message of the stream's schema
    record RecordedSample(String stream, long timeNs, ByteString data) {}
}
