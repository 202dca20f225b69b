package io.teleloop.gateway.episode;

import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Command;
import io.teleloop.gateway.control.ControlTick;
import io.teleloop.gateway.control.PolicyAction;
import io.teleloop.gateway.observation.Observation;
import java.util.Optional;

/// What was seen and done at one control tick.
///
/// @param seen by whoever acted
/// @param executed action as sent to the robot, in the order of the action space
/// @param actor who chose it
/// @param command the operator's command that it came from; empty when no operator drove
/// @param policy what a policy wanted, whether it drove or not; empty when none was asked
/// @param intervention number of the operator's intervention, 0 outside one
public record TickRecord(
        Observation seen,
        float[] executed,
        Actor actor,
        Optional<Command> command,
        Optional<PolicyAction> policy,
        int intervention) {

    /// @param holding the action of a robot that nobody drives
    public static TickRecord of(Observation seen, ControlTick tick, float[] holding) {
        return switch (tick) {
            case ControlTick.Undriven _ ->
                new TickRecord(seen, holding, actor(Actor.Kind.NOBODY, ""), Optional.empty(), Optional.empty(), 0);
            case ControlTick.Operated operated ->
                new TickRecord(
                        seen,
                        operated.sent().action(),
                        actor(Actor.Kind.OPERATOR, operated.operator()),
                        Optional.of(command(operated)),
                        operated.policy(),
                        operated.intervention());
            case ControlTick.Autonomous autonomous ->
                new TickRecord(
                        seen,
                        autonomous.sent().action(),
                        actor(Actor.Kind.POLICY, autonomous.policy().policy()),
                        Optional.empty(),
                        Optional.of(autonomous.policy()),
                        0);
        };
    }

    private static Actor actor(Actor.Kind kind, String id) {
        return Actor.newBuilder().setKind(kind).setId(id).build();
    }

    private static Command command(ControlTick.Operated operated) {
        Command.Builder command = Command.newBuilder()
                .setOperatorId(operated.operator())
                .setEpoch(operated.command().packet().epoch())
                .setSequence((int) operated.command().packet().sequence())
                .setDeadman(operated.command().packet().deadman())
                .setSentTimeNs(operated.command().sentNs())
                .setTarget(operated.sent().pose().toMessage());
        for (float value : operated.command().packet().action()) {
            command.addRequested(value);
        }
        for (float value : operated.sent().action()) {
            command.addExecuted(value);
        }
        return command.build();
    }
}
