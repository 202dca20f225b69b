package io.teleloop.datasets.export;

/// Names of features in an exported data set. Where LeRobot has a name it is LeRobot's.
///
/// | feature | what |
/// |---|---|
/// | `observation.state` | joints, tcp, twist, wrench and gripper, one after the other |
/// | `observation.environment_state` | tracked objects |
/// | `observation.STREAM` | each stream's numbers by themselves; `observation.tactile.PAD` is rows x columns x 3 |
/// | `observation.images.CAMERA` | the picture that the step refers to |
/// | `action` | what was sent to the robot, after every check and limit |
/// | `action.requested` | what the driver wanted: the operator's command, or the policy's action |
/// | `intervention`, `complementary_info.is_intervention` | an operator drives while a policy runs |
/// | `next.reward`, `next.success`, `next.done`, `next.truncated` | as in the step; done is not truncated |
/// | `complementary_info.tick_time` | of the step, nanoseconds since the epoch |
/// | `complementary_info.capture_time.STREAM` | when the reading was sensed, nanoseconds since the epoch |
/// | `complementary_info.gap.STREAM` | the reading is older than the stream's tolerance, or one before it |
/// | `complementary_info.actor`, `complementary_info.actor_id` | who drove: `operator`, `policy`, `nobody` |
/// | `complementary_info.policy_ran` | a policy decided in this step |
/// | `complementary_info.policy_action` | what it wanted; zeros when none ran |
/// | `complementary_info.is_generated` | no robot performed it |
public final class Keys {
    public static final String STATE = "observation.state";
    public static final String ENVIRONMENT = "observation.environment_state";
    public static final String ACTION = "action";
    public static final String REQUESTED = "action.requested";
    public static final String INTERVENTION = "intervention";
    public static final String IS_INTERVENTION = "complementary_info.is_intervention";
    public static final String REWARD = "next.reward";
    public static final String SUCCESS = "next.success";
    public static final String DONE = "next.done";
    public static final String TRUNCATED = "next.truncated";
    public static final String TICK_TIME = "complementary_info.tick_time";
    public static final String ACTOR = "complementary_info.actor";
    public static final String ACTOR_ID = "complementary_info.actor_id";
    public static final String POLICY_RAN = "complementary_info.policy_ran";
    public static final String POLICY_ACTION = "complementary_info.policy_action";
    public static final String GENERATED = "complementary_info.is_generated";
    public static final String EPISODE_GENERATED = "is_generated";
    public static final String EPISODE_ID = "episode_id";
    public static final String OUTCOME = "outcome";
    public static final String OPERATOR = "operator";

    private static final String OBSERVATION = "observation.";
    private static final String IMAGES = "observation.images.";

    private Keys() {}

    /// @param stream but no camera
    public static String stream(String stream) {
        return OBSERVATION + stream;
    }

    /// @param camera its name without `camera.`
    public static String image(String camera) {
        return IMAGES + camera;
    }

    public static String captureTime(String stream) {
        return "complementary_info.capture_time." + stream;
    }

    public static String gap(String stream) {
        return "complementary_info.gap." + stream;
    }
}
