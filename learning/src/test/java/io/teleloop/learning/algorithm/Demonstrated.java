package io.teleloop.learning.algorithm;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Tiny problems to imitate: one action, observations drawn from [-1, 1].
final class Demonstrated {
    static final int TICKS = 20;

    private Demonstrated() {}

    static Problem problem(int observationSize) {
        return new Problem(
                observationSize,
                new ActionSpec(List.of(new ActionSpec.Dimension("linear.x", "m/s", -1, 1)), List.of()),
                Normaliser.identity(observationSize),
                null);
    }

    static Trajectory demonstration(RandomGenerator random, int observationSize, Function<float[], Float> action) {
        List<Transition> transitions = new ArrayList<>();
        for (int tick = 0; tick < TICKS; tick++) {
            float[] observation = observation(random, observationSize);
            transitions.add(transition(observation, action.apply(observation)));
        }
        return new Trajectory("demonstration", transitions);
    }

    static float[] observation(RandomGenerator random, int size) {
        float[] observation = new float[size];
        for (int i = 0; i < size; i++) {
            observation[i] = (float) (2 * random.nextDouble() - 1);
        }
        return observation;
    }

    static Transition transition(float[] observation, float action) {
        return Transition.of(observation, new float[] {action}, 0, 0.99f, observation);
    }

    static void update(Learner learner, int times) {
        for (int i = 0; i < times; i++) {
            learner.update();
        }
    }
}
