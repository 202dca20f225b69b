package io.teleloop.catalogue.projection;

import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// Brings the rows of an episode in line with the documents that lie in the store at this moment, whatever both were
/// before. So it does not matter how often it is done, nor in which order, nor for which reason.
final class Refresh {
    private final StoredDocuments documents;

    Refresh(StoredDocuments documents) {
        this.documents = documents;
    }

    /// @param connection in a transaction, on the schema whose rows are meant
    void run(Connection connection, EpisodeId episode) throws SQLException, StoreException {
        Optional<Manifest> manifest = documents.manifest(episode);
        if (manifest.isPresent()) {
            EpisodeRows.put(connection, manifest.get(), documents.labels(episode));
        } else {
            EpisodeRows.delete(connection, episode);
        }
    }
}
