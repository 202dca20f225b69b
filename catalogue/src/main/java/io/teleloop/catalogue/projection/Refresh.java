package io.teleloop.catalogue.projection;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Brings the rows of a subject in line with the documents that lie in the store at this moment, whatever both were
/// before. So it does not matter how often it is done, nor in which order, nor for which reason.
final class Refresh {
    private final StoredDocuments documents;

    Refresh(StoredDocuments documents) {
        this.documents = documents;
    }

    /// @param connection in a transaction, on the schema whose rows are meant
    void run(Connection connection, Subject subject) throws SQLException, StoreException {
        switch (subject.kind()) {
            case EPISODE -> episode(connection, new EpisodeId(subject.key()));
            case POLICY -> policy(connection, subject.key());
        }
    }

    private void episode(Connection connection, EpisodeId episode) throws SQLException, StoreException {
        Optional<Manifest> manifest = documents.manifest(episode);
        if (manifest.isPresent()) {
            EpisodeRows.put(connection, manifest.get(), documents.labels(episode));
        } else {
            EpisodeRows.delete(connection, episode);
        }
    }

    private void policy(Connection connection, String policy) throws SQLException, StoreException {
        Set<Long> there = documents.versions(policy);
        Set<Long> known = PolicyRows.versions(connection, policy);
        Set<Long> gone = new TreeSet<>(known);
        gone.removeAll(there);
        for (long version : gone) {
            PolicyRows.delete(connection, policy, version);
        }
        there.removeAll(known);
        for (long version : there) {
            Optional<PolicyCard> card = documents.card(policy, version);
            if (card.isPresent()) {
                PolicyRows.put(connection, card.get());
            }
        }
    }
}
