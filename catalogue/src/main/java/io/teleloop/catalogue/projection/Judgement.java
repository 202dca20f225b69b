package io.teleloop.catalogue.projection;

import io.teleloop.archive.HeldLabels;
import io.teleloop.archive.HeldLabels.Statement;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.contract.storage.Manifest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an episode is filtered by, of all that was said of it.
///
/// @param outcome a person's label, else what the operator said while recording, else a machine's label
/// @param quality the score that a labeler gives, null for none
/// @param review `keep` or `reject` by a person, null for none
record Judgement(
        String outcome, @Nullable Double quality, @Nullable String review) {
    static Judgement of(Manifest manifest, HeldLabels labels) {
        return new Judgement(
                outcome(manifest, labels),
                labels.whole(LabelNames.QUALITY).map(Label::score).orElse(null),
                labels.whole(LabelNames.REVIEW).map(Label::value).orElse(null));
    }

    private static String outcome(Manifest manifest, HeldLabels labels) {
        Optional<Statement> said = labels.about(LabelNames.OUTCOME).stream()
                .filter(statement -> statement.label().startNs() == null)
                .findFirst();
        boolean asked = manifest.outcome().equals(LabelNames.UNKNOWN);
        return said.filter(statement -> statement.byPerson() || asked)
                .map(statement -> statement.label().value())
                .orElse(manifest.outcome());
    }
}
