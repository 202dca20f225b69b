package io.teleloop.archive;

import io.teleloop.contract.storage.LabelDocument;
import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelDocument.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What holds of all that was said of one episode:
///
/// - of a machine, what its newest version says and nothing of its older ones;
/// - of a person, of every name what was said of it last;
/// - of a name of which a person spoke, nothing that machines say.
///
/// Several machines may speak of the same name. The same documents give the same result, in whatever order they come.
///
/// @param statements ordered by name, labeler and start
/// @param series ordered by labeler
public record HeldLabels(List<Statement> statements, List<Measured> series) {
    private static final Comparator<Statement> ORDER = Comparator.comparing(
                    (Statement statement) -> statement.label().name())
            .thenComparing(Statement::labeler)
            .thenComparing(
                    statement -> statement.label().startNs(), Comparator.nullsFirst(Comparator.<Long>naturalOrder()));

    public HeldLabels {
        statements = List.copyOf(statements);
        series = List.copyOf(series);
    }

    /// A label, with who said it.
    public record Statement(Label label, String labeler, int labelerVersion) {
        public boolean byPerson() {
            return labeler.equals(LabelDocument.PERSON);
        }
    }

    /// Numbers for every step, with who computed them.
    public record Measured(Series series, String labeler, int labelerVersion) {}

    /// @param documents about one episode
    public static HeldLabels of(Collection<LabelDocument> documents) {
        Map<String, LabelDocument> newest = new TreeMap<>();
        Map<String, LabelDocument> lastOfPerson = new HashMap<>();
        for (LabelDocument document : documents) {
            if (document.labeler().equals(LabelDocument.PERSON)) {
                document.labels().forEach(label -> lastOfPerson.merge(label.name(), document, HeldLabels::newer));
            }
            newest.merge(document.labeler(), document, HeldLabels::newer);
        }
        List<Statement> statements = new ArrayList<>();
        lastOfPerson.forEach((name, document) -> document.labels().stream()
                .filter(label -> label.name().equals(name))
                .forEach(label -> statements.add(statement(label, document))));
        List<Measured> series = new ArrayList<>();
        for (LabelDocument document : newest.values()) {
            document.series()
                    .forEach(one -> series.add(new Measured(one, document.labeler(), document.labelerVersion())));
            if (!document.labeler().equals(LabelDocument.PERSON)) {
                document.labels().stream()
                        .filter(label -> !lastOfPerson.containsKey(label.name()))
                        .forEach(label -> statements.add(statement(label, document)));
            }
        }
        statements.sort(ORDER);
        return new HeldLabels(statements, series);
    }

    /// What holds of a name.
    public List<Statement> about(String name) {
        return statements.stream()
                .filter(statement -> statement.label().name().equals(name))
                .toList();
    }

    /// What is said of the whole episode under a name; of several machines, the first one's by name.
    public Optional<Label> whole(String name) {
        return about(name).stream()
                .map(Statement::label)
                .filter(label -> label.startNs() == null)
                .findFirst();
    }

    private static Statement statement(Label label, LabelDocument document) {
        return new Statement(label, document.labeler(), document.labelerVersion());
    }

    private static LabelDocument newer(LabelDocument one, LabelDocument other) {
        return one.labelerVersion() >= other.labelerVersion() ? one : other;
    }
}
