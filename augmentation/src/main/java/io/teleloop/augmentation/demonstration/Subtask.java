package io.teleloop.augmentation.demonstration;

import io.teleloop.sim.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a task in which the gripper moves relative to one object.
///
/// @param phase what a labeler calls it
/// @param object that the motion is relative to
/// @param held the object in the gripper that is brought somewhere; null when it is the gripper itself
/// @param symmetry number of turns about the object's z axis after which it looks the same
/// @param signal what shows in an unlabelled demonstration that the subtask begins
record Subtask(String phase, String object, @Nullable String held, int symmetry, SubtaskSignal signal) {
    /// Distance between the centres of peg and hole (m) when the peg begins to come down into it.
    private static final double ABOVE_THE_HOLE = 0.055;
    /// A cube that has risen by this much (m) is on its way.
    private static final double RISEN = 0.003;

    private static final List<Subtask> PEG_INSERTION = List.of(
            new Subtask("transport", "hole", "peg", 1, SubtaskSignal.AT_ONCE),
            new Subtask("insert", "hole", "peg", 1, SubtaskSignal.near("peg", "hole", ABOVE_THE_HOLE)));
    private static final List<Subtask> PICK_LIFT = List.of(
            new Subtask("reach", "cube", null, 4, SubtaskSignal.AT_ONCE),
            new Subtask("grasp", "cube", null, 4, SubtaskSignal.CLOSES),
            new Subtask("transport", "cube", null, 4, SubtaskSignal.rises("cube", RISEN)));

    /// The subtasks of a task, in their order.
    ///
    /// In push-t, what a push does depends on where the block lies to the goal, which stands fixed: a push that is
    /// moved along with the block goes past the goal. So it has none.
    ///
    /// @throws IllegalArgumentException when the task is not made of such parts
    static List<Subtask> of(Task task) {
        return switch (task.name()) {
            case "peg-insertion" -> PEG_INSERTION;
            case "pick-lift" -> PICK_LIFT;
            default ->
                throw new IllegalArgumentException("demonstrations of " + task.name()
                        + " cannot be moved to other scenes: its motions are not relative to one object at a time;"
                        + " there are peg-insertion and pick-lift");
        };
    }
}
