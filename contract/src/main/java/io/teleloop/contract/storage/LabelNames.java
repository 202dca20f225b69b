package io.teleloop.contract.storage;

/// What the labels of Teleloop's own labelers are about, and what they say; other labelers may add names.
///
/// | name | about | value |
/// |---|---|---|
/// | [#OUTCOME] | the episode | [#SUCCESS], [#FAILURE] or [#UNKNOWN] |
/// | [#PREDICTED_OUTCOME] | the episode | [#SUCCESS] or [#FAILURE], as a learned classifier sees it |
/// | [#ACTOR] | a span | [#NOBODY], [#OPERATOR] + id, or [#POLICY] + id@version |
/// | [#INTERVENTION] | a span | the intervention's number in the episode |
/// | [#SUBTASK] | a span | [#REACH], [#GRASP], [#TRANSPORT], [#INSERT], [#PLACE], [#RELEASE] or [#PUSH] |
/// | [#CARRIED] | a span | name of the tracked object that the gripper carries |
/// | [#INSTRUCTION] | the episode, or a span where an operator said it | what was to be done, in words |
/// | [#CORRECTION] | a span | how the motion ought to have gone, in an operator's words |
/// | [#MOTION] | a span | how the tool moves, in words |
/// | [#QUALITY] | the episode | `score`, with the score and its parts |
/// | [#REVIEW] | the episode, by a person | [#KEEP] or [#REJECT]: whether it shall be learned from |
///
/// Series: [#ACTION], what a learned model says was done at each step.
public final class LabelNames {
    public static final String OUTCOME = "outcome";
    public static final String SUCCESS = "success";
    public static final String FAILURE = "failure";
    public static final String UNKNOWN = "unknown";

    public static final String PREDICTED_OUTCOME = "predicted-outcome";

    public static final String ACTOR = "actor";
    public static final String NOBODY = "nobody";
    /// Begins the value of an operator's span.
    public static final String OPERATOR = "operator:";
    /// Begins the value of a policy's span.
    public static final String POLICY = "policy:";

    public static final String INTERVENTION = "intervention";

    public static final String SUBTASK = "subtask";
    /// The tool moves freely and carries nothing.
    public static final String REACH = "reach";
    /// The gripper closes on something.
    public static final String GRASP = "grasp";
    /// What is carried moves freely.
    public static final String TRANSPORT = "transport";
    /// What is carried touches something, and is not let go there.
    public static final String INSERT = "insert";
    /// What is carried touches something, and is let go there.
    public static final String PLACE = "place";
    /// The gripper lets go of what it carried.
    public static final String RELEASE = "release";
    /// The tool, or a tool that is held all the time, touches something or moves it.
    public static final String PUSH = "push";

    public static final String CARRIED = "carried";
    public static final String INSTRUCTION = "instruction";
    public static final String CORRECTION = "correction";
    public static final String MOTION = "motion";
    public static final String QUALITY = "quality";
    public static final String ACTION = "action";

    public static final String REVIEW = "review";
    public static final String KEEP = "keep";
    public static final String REJECT = "reject";

    private LabelNames() {}
}
