package io.teleloop.catalogue.http;

import io.teleloop.http.Problem;
import io.teleloop.http.Problems;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.NoSuchElementException;
import java.util.Optional;

/// What the catalogue says of its failures.
final class CatalogueProblems implements Problems {
    @Override
    public Optional<Problem> of(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case NoSuchElementException _ ->
                Optional.of(new Problem(404, "not-found", message, "list what there is: GET /api/episodes"));
            case SQLException _ ->
                Optional.of(new Problem(503, "database-away", message, "check the database, then try again"));
            case StoreException _ ->
                Optional.of(new Problem(503, "store-away", message, "check the object store, then try again"));
            case UnavailableException _ ->
                Optional.of(
                        new Problem(503, "backend-away", message, "check log, database and store, then say it again"));
            case IOException _ ->
                Optional.of(new Problem(
                        500, "damaged", message, "bring the object back into the store, or reject the episode"));
            default -> Optional.empty();
        };
    }
}
