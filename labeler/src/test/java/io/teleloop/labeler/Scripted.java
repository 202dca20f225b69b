package io.teleloop.labeler;

import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.Manifest.StreamSummary;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import io.teleloop.contract.v1.Utterance;
import io.teleloop.labeler.episode.EpisodeView;
import java.util.ArrayList;
import java.util.List;

/// Episodes made by hand, at 20 Hz: a tool that moves, a gripper of 8 cm, a force, and nothing that is tracked.
public final class Scripted {
    public static final double RATE = 20;
    public static final long START_NS = 1_800_000_000_000_000_000L;
    public static final String ID = "01936f00-0000-7000-8000-000000000000";
    private static final long PERIOD_NS = 50_000_000;
    private static final double WIDEST = 0.08;

    private static final List<String> AXES =
            List.of("linear.x", "linear.y", "linear.z", "angular.x", "angular.y", "angular.z");

    private final List<Step> steps = new ArrayList<>();
    private Actor.Kind kind = Actor.Kind.OPERATOR;
    private String actor = "ada";
    private int intervention;
    private double opening = WIDEST;
    private double[] place = {0.5, 0, 0.3};
    private float[] force = {0, 0, 0, 0, 0, 0};
    private String outcome = "unknown";
    private List<StreamSummary> streams = List.of();

    public Scripted by(Actor.Kind who, String id) {
        kind = who;
        actor = id;
        intervention = 0;
        return this;
    }

    public Scripted intervention(int number) {
        intervention = number;
        return this;
    }

    public Scripted feeling(double x, double y, double z) {
        force = new float[] {(float) x, (float) y, (float) z, 0, 0, 0};
        return this;
    }

    /// Moves for some steps at a speed (m/s).
    public Scripted move(int count, double x, double y, double z) {
        return act(count, x, y, z, opening, opening);
    }

    /// Stands while the gripper is told to open or close; it stops where something is in its way.
    public Scripted gripper(int count, double command, double stopsAt) {
        return act(count, 0, 0, 0, command, Math.max(command, stopsAt));
    }

    /// Moves while the gripper squeezes.
    public Scripted carry(int count, double x, double y, double z) {
        return act(count, x, y, z, 0, opening);
    }

    /// The operator says something in the last step.
    public Scripted say(Utterance.Kind kind, String words) {
        Step last = steps.removeLast();
        steps.add(last.toBuilder()
                .addSaid(Utterance.newBuilder().setKind(kind).setText(words).setOperatorId(actor))
                .build());
        return this;
    }

    private Scripted act(int count, double x, double y, double z, double command, double reaches) {
        for (int i = 0; i < count; i++) {
            Step.Builder step = Step.newBuilder()
                    .setEpisodeId(ID)
                    .setIndex(steps.size())
                    .setTickTimeNs(START_NS + steps.size() * PERIOD_NS)
                    .setActor(Actor.newBuilder().setKind(kind).setId(actor))
                    .setInterventionId(intervention)
                    .addObservation(
                            reading(Streams.TCP, (float) place[0], (float) place[1], (float) place[2], 1, 0, 0, 0))
                    .addObservation(reading(Streams.TWIST, (float) x, (float) y, (float) z, 0, 0, 0))
                    .addObservation(reading(Streams.WRENCH, force))
                    .addObservation(reading(Streams.GRIPPER, (float) opening, 0));
            for (double value : new double[] {x, y, z, 0, 0, 0, command}) {
                step.addExecutedAction((float) value);
            }
            steps.add(step.build());
            place = new double[] {place[0] + x / RATE, place[1] + y / RATE, place[2] + z / RATE};
            opening += Math.clamp(reaches - opening, -0.02, 0.02);
        }
        return this;
    }

    private static Reading reading(String stream, float... values) {
        Reading.Builder reading = Reading.newBuilder().setStream(stream);
        for (float value : values) {
            reading.addValues(value);
        }
        return reading.build();
    }

    public Scripted ends(boolean terminated, float reward) {
        steps.set(
                steps.size() - 1,
                steps.getLast().toBuilder()
                        .setTerminated(terminated)
                        .setReward(reward)
                        .build());
        return this;
    }

    public Scripted outcome(String said) {
        outcome = said;
        return this;
    }

    public Scripted streams(List<StreamSummary> summaries) {
        streams = summaries;
        return this;
    }

    public EpisodeView episode() {
        return new EpisodeView(Manifests.of(steps, outcome, "tidy-up", "Tidy up.", RATE, streams), robot(), steps);
    }

    private static RobotDescription robot() {
        ActionSpace.Builder space = ActionSpace.newBuilder();
        for (String axis : AXES) {
            space.addDimensions(ActionDimension.newBuilder()
                    .setName(axis)
                    .setUnit(axis.startsWith("linear") ? "m/s" : "rad/s")
                    .setMinimum(-0.25)
                    .setMaximum(0.25));
        }
        return RobotDescription.newBuilder()
                .setRobotId("arm")
                .setActionSpace(space.addDimensions(ActionDimension.newBuilder()
                        .setName("gripper")
                        .setUnit("m")
                        .setMaximum(WIDEST)))
                .build();
    }
}
