package io.teleloop.labeler;

import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.DataObject;
import io.teleloop.contract.storage.Manifest.StreamSummary;
import io.teleloop.contract.v1.Step;
import java.util.List;

/// Manifests of sealed episodes.
public final class Manifests {
    private Manifests() {}

    public static Manifest of(
            List<Step> steps,
            String outcome,
            String task,
            String instruction,
            double controlRateHz,
            List<StreamSummary> streams) {
        return new Manifest(
                Manifest.VERSION,
                steps.isEmpty()
                        ? "01936f00-0000-7000-8000-000000000000"
                        : steps.getFirst().getEpisodeId(),
                "sealed",
                null,
                task,
                instruction,
                "arm",
                "sim-arm-7",
                "operator",
                outcome,
                0,
                steps.isEmpty() ? 0 : steps.getFirst().getTickTimeNs(),
                steps.isEmpty() ? 0 : steps.getLast().getTickTimeNs(),
                controlRateHz,
                steps.size(),
                null,
                new DataObject("data", "0", 0, "mcap"),
                streams);
    }
}
