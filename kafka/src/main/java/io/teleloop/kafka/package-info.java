/// The services' Kafka clients, set up alike, and the loop of a consumer group's member.
///
/// ```java
/// KafkaConfig config = KafkaConfig.from(settings);
/// LogWriter log = new LogWriter(KafkaClients.producer(config));
/// GroupLoop loop = GroupLoop.start(
///         KafkaClients.member(config, ConsumerGroups.LABELER, Map.of()),
///         Set.of(Topics.EPISODES.topic()),
///         record -> label(record), // may take minutes; an IOException is tried again
///         1,
///         metrics,
///         service::fail);
/// ```
@NullMarked
package io.teleloop.kafka;

import org.jspecify.annotations.NullMarked;
