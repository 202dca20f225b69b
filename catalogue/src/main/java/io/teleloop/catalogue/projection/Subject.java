package io.teleloop.catalogue.projection;

import io.teleloop.contract.EpisodeId;

/// Something of which there are documents in the store, and rows.
///
/// @param key an episode's or a policy's id
record Subject(Kind kind, String key) {
    enum Kind {
        EPISODE,
        POLICY
    }

    static Subject of(EpisodeId episode) {
        return new Subject(Kind.EPISODE, episode.value());
    }

    static Subject policy(String policy) {
        return new Subject(Kind.POLICY, policy);
    }

    @Override
    public String toString() {
        return kind + "/" + key;
    }
}
