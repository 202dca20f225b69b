package io.teleloop.mcap;

import java.util.Map;
import java.util.TreeMap;

/// What has been written or read so far, for the statistics record.
final class RecordingCounts {
    private final Map<Integer, Long> messagesByChannel = new TreeMap<>();
    private long messages;
    private int schemas;
    private int channels;
    private long attachments;
    private long metadata;
    private long chunks;
    private long startTime;
    private long endTime;

    void message(Message message) {
        long time = message.logTime();
        startTime = messages == 0 || Long.compareUnsigned(time, startTime) < 0 ? time : startTime;
        endTime = messages == 0 || Long.compareUnsigned(time, endTime) > 0 ? time : endTime;
        messages++;
        messagesByChannel.merge(message.channelId(), 1L, Long::sum);
    }

    void schema() {
        schemas++;
    }

    void channel() {
        channels++;
    }

    void attachment() {
        attachments++;
    }

    void metadata() {
        metadata++;
    }

    void chunk() {
        chunks++;
    }

    Statistics statistics() {
        return new Statistics(
                messages, schemas, channels, attachments, metadata, chunks, startTime, endTime, messagesByChannel);
    }
}
