package io.teleloop.datasets.web;

import io.teleloop.datasets.export.ExportRefusedException;
import io.teleloop.http.Problem;
import io.teleloop.http.Problems;
import io.teleloop.store.StoreException;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Optional;

/// What the service says of its failures.
final class DatasetProblems implements Problems {
    @Override
    public Optional<Problem> of(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case NoSuchElementException _ ->
                Optional.of(new Problem(404, "not-found", message, "list what there is: GET /api/datasets"));
            case ConflictException _ -> Optional.of(new Problem(409, "exists", message, "list it: GET /api/datasets"));
            case ExportRefusedException refused ->
                Optional.of(
                        refused.later()
                                ? new Problem(429, "busy", message, "ask again later")
                                : new Problem(409, "exists", message, "fetch that one, or make a new version"));
            case StoreException _ ->
                Optional.of(new Problem(503, "store-away", message, "check the object store, then try again"));
            case IOException _ ->
                Optional.of(new Problem(500, "damaged", message, "bring the object back into the store"));
            default -> Optional.empty();
        };
    }
}
