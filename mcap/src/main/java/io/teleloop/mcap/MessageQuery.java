package io.teleloop.mcap;

import java.util.Set;

/// Which messages to read.
///
/// @param topics topics wanted; empty for all
/// @param fromLogTime earliest log time wanted, ns, unsigned
/// @param toLogTime latest log time wanted, ns, unsigned, included
public record MessageQuery(Set<String> topics, long fromLogTime, long toLogTime) {
    private static final long LAST_TIME = -1;

    /// Every message.
    public static final MessageQuery ALL = new MessageQuery(Set.of(), 0, LAST_TIME);

    /// Copies the topics.
    public MessageQuery {
        topics = Set.copyOf(topics);
    }

    /// This query on these topics only; an empty set means all.
    public MessageQuery onTopics(Set<String> wanted) {
        return new MessageQuery(wanted, fromLogTime, toLogTime);
    }

    /// This query with another span of log time, both ends included, ns.
    public MessageQuery between(long from, long to) {
        return new MessageQuery(topics, from, to);
    }

    boolean overlaps(long start, long end) {
        return Long.compareUnsigned(start, toLogTime) <= 0 && Long.compareUnsigned(end, fromLogTime) >= 0;
    }

    boolean wants(long logTime) {
        return overlaps(logTime, logTime);
    }
}
