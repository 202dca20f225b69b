package io.teleloop.rollout.intervention;

import io.teleloop.rollout.TaskSettings;

/// By which rule the simulated person intervenes.
public enum Rule {
    /// Never.
    NONE,
    /// When the policy gets nowhere: [HelpingIntervener].
    HELP,
    /// When the policy's action looks worse: [DisagreeingIntervener].
    DISAGREE;

    /// A person who knows the task.
    ///
    /// @param skill 0 to 1
    public Intervener intervener(TaskSettings settings, double skill) {
        return switch (this) {
            case NONE -> new NoIntervener();
            case HELP -> new HelpingIntervener(settings.task(), skill, settings.patience(), settings.longestHelp());
            case DISAGREE -> new DisagreeingIntervener(settings.task(), skill, settings.disagreement());
        };
    }
}
