package io.teleloop.labeler.motion;

import io.teleloop.contract.storage.LabelDocument.Label;
import io.teleloop.contract.storage.LabelNames;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.Utterance;
import io.teleloop.labeler.episode.EpisodeView;
import java.util.ArrayList;
import java.util.List;

/// What the operator said during an episode. An instruction holds until the next one or to the end, a correction until
/// the next word of either kind, at most for a while.
final class Words {
    /// Corrections are about the motion under way: seconds.
    private static final double LONGEST_CORRECTION = 3;

    private final EpisodeView episode;
    private final List<Spoken> spoken = new ArrayList<>();

    private record Spoken(int step, Utterance words) {
        boolean isInstruction() {
            return words.getKind() == Utterance.Kind.INSTRUCTION;
        }
    }

    private Words(EpisodeView episode) {
        this.episode = episode;
        List<Step> steps = episode.steps();
        for (int i = 0; i < steps.size(); i++) {
            for (Utterance words : steps.get(i).getSaidList()) {
                spoken.add(new Spoken(i, words));
            }
        }
    }

    static List<Label> of(EpisodeView episode) {
        Words words = new Words(episode);
        return words.spoken.stream().map(words::label).toList();
    }

    private Label label(Spoken said) {
        return Label.span(
                said.isInstruction() ? LabelNames.INSTRUCTION : LabelNames.CORRECTION,
                said.words().getText(),
                episode.timeNs(said.step()),
                episode.timeNs(end(said)));
    }

    /// The step behind the last one that it holds for.
    private int end(Spoken said) {
        int longest = said.isInstruction() ? episode.size() : said.step() + episode.steps(LONGEST_CORRECTION);
        int next = spoken.stream()
                .filter(other -> other.step() > said.step() && (other.isInstruction() || !said.isInstruction()))
                .mapToInt(Spoken::step)
                .findFirst()
                .orElse(episode.size());
        return Math.min(Math.min(next, longest), episode.size());
    }
}
