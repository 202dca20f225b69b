package io.teleloop.gateway.stream;

import io.teleloop.contract.Topics;
import io.teleloop.contract.v1.EpisodeEvent;
import io.teleloop.contract.v1.EpisodeRecord;
import io.teleloop.contract.v1.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A record on its way to Kafka.
///
/// On the spool, big endian: `u16 topic length, topic, u16 key length, key, value`.
///
/// @param key chooses the partition
/// @param kept called once, on the delivery thread, when the record is in Kafka or on disk
record Outgoing(String topic, String key, byte[] value, Runnable kept) {
    private static final int LENGTHS = 4;

    Outgoing(String topic, String key, byte[] value) {
        this(topic, key, value, () -> {});
    }

    static Outgoing of(EpisodeRecord entry) {
        return new Outgoing(Topics.SAMPLES.topic(), entry.getEpisodeId(), entry.toByteArray());
    }

    static Outgoing of(Step step) {
        return new Outgoing(Topics.STEPS.topic(), step.getEpisodeId(), step.toByteArray());
    }

    static Outgoing of(EpisodeEvent event) {
        String name = event.getEventCase().name().toLowerCase(Locale.ROOT);
        return new Outgoing(Topics.EPISODES.topic(), event.getEpisodeId() + "/" + name, event.toByteArray());
    }

    static Outgoing audit(String robot, String json) {
        return new Outgoing(Topics.AUDIT.topic(), robot, json.getBytes(StandardCharsets.UTF_8));
    }

    Outgoing onKept(Runnable call) {
        return new Outgoing(topic, key, value, call);
    }

    /// Bytes that the record takes of the publisher's room: its size on the spool. Topics and keys are ASCII.
    long cost() {
        return (long) SpoolSegment.HEADER + LENGTHS + topic.length() + key.length() + value.length;
    }

    byte[] encode() {
        byte[] topicBytes = topic.getBytes(StandardCharsets.UTF_8);
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(LENGTHS + topicBytes.length + keyBytes.length + value.length);
        out.putShort((short) topicBytes.length).put(topicBytes);
        out.putShort((short) keyBytes.length).put(keyBytes);
        out.put(value);
        return out.array();
    }

    static Outgoing decode(byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload);
        String topic = text(in);
        String key = text(in);
        byte[] value = new byte[in.remaining()];
        in.get(value);
        return new Outgoing(topic, key, value);
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
