package io.teleloop.learning.algorithm;

import io.teleloop.learning.actorcritic.ActorCriticState;
import io.teleloop.learning.actorcritic.ActorCriticState.Optimised;
import io.teleloop.learning.actorcritic.GripperCritic;
import io.teleloop.learning.tensor.Safetensors;
import io.teleloop.learning.tensor.Weights;

/// Names of an off-policy learner's state in its checkpoint.
final class LearnerState {
    private static final String ACTOR = "actor";
    private static final String CRITIC = "critic";
    private static final String TARGET = "target";
    private static final String TEMPERATURE = "log_temperature";
    private static final String GRIPPER = "gripper";
    private static final String GRIPPER_TARGET = "gripper_target";

    private LearnerState() {}

    static void write(ActorCriticState state, Safetensors file) {
        write(ACTOR, state.actor(), file);
        write(CRITIC, state.critic(), file);
        file.tensors().put(TARGET, Weights.of(state.target()));
        write(TEMPERATURE, state.logTemperature(), file);
    }

    static ActorCriticState actorCritic(Safetensors file) {
        return new ActorCriticState(
                optimised(ACTOR, file), optimised(CRITIC, file), file.values(TARGET), optimised(TEMPERATURE, file));
    }

    static void write(GripperCritic.State state, Safetensors file) {
        write(GRIPPER, state.values(), file);
        file.tensors().put(GRIPPER_TARGET, Weights.of(state.target()));
    }

    static GripperCritic.State gripper(Safetensors file) {
        return new GripperCritic.State(optimised(GRIPPER, file), file.values(GRIPPER_TARGET));
    }

    private static void write(String name, Optimised state, Safetensors file) {
        file.tensors().put(name, Weights.of(state.values()));
        file.tensors().put(name + ".first_moment", Weights.of(state.firstMoment()));
        file.tensors().put(name + ".second_moment", Weights.of(state.secondMoment()));
        file.metadata().put(name + ".steps", Long.toString(state.steps()));
    }

    private static Optimised optimised(String name, Safetensors file) {
        return new Optimised(
                file.values(name),
                file.values(name + ".first_moment"),
                file.values(name + ".second_moment"),
                Long.parseLong(file.text(name + ".steps")));
    }
}
