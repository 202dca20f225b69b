package io.teleloop.learning.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.learning.algorithm.InverseDynamics.Moment;
import io.teleloop.learning.algorithm.InverseDynamics.Prediction;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.tensor.Safetensors;
import io.teleloop.learning.tensor.SeededGenerator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A place in the plane moves by a tenth of the action.
class InverseDynamicsTest {
    private static final InverseDynamics.Config SMALL =
            new InverseDynamics.Config(2, List.of(32, 32), 0.1, 3e-3, 64, 600);
    private static final Normaliser NORMALISER = Normaliser.of(places());

    @Test
    void actionsShouldBeToldFromWhatCameOfThem() {
        try (InverseDynamics model = InverseDynamics.train(SMALL, NORMALISER, moments(1000, 1), 1)) {
            List<Moment> unseen = moments(300, 2);

            assertThat(error(unseen, model.predict(unseen))).isLessThan(0.15);
        }
    }

    @Test
    void whereActionsLeaveNoTraceTheyShouldBeUncertain() {
        List<Moment> moments = new ArrayList<>();
        for (Moment free : moments(1000, 1)) {
            boolean blocked = free.now()[0] > 0.5f;
            moments.add(blocked ? new Moment(free.now(), free.now(), free.now(), free.action()) : free);
        }
        try (InverseDynamics model = InverseDynamics.train(SMALL, NORMALISER, moments, 1)) {
            Moment free = moment(0.2f, 0.5f, 0.5f, 0.5f);
            Moment blocked = moment(0.8f, 0.5f, 0, 0);

            List<Prediction> predictions = model.predict(List.of(free, blocked));

            assertThat(predictions.getLast().deviation()[0])
                    .isGreaterThan(2 * predictions.getFirst().deviation()[0]);
        }
    }

    @Test
    void aRestoredModelShouldTellTheSame() {
        try (InverseDynamics model = InverseDynamics.train(SMALL, NORMALISER, moments(100, 1), 1);
                InverseDynamics restored =
                        InverseDynamics.restore(Safetensors.parse(model.save().toBytes()));
                InverseDynamics again = InverseDynamics.train(SMALL, NORMALISER, moments(100, 1), 1)) {
            List<Moment> some = moments(10, 3);

            assertThat(restored.predict(some)).usingRecursiveComparison().isEqualTo(model.predict(some));
            assertThat(again.save().toBytes()).isEqualTo(model.save().toBytes());
        }
    }

    private static double error(List<Moment> moments, List<Prediction> predictions) {
        double squares = 0;
        for (int i = 0; i < moments.size(); i++) {
            for (int axis = 0; axis < 2; axis++) {
                squares += Math.pow(
                        predictions.get(i).mean()[axis] - moments.get(i).action()[axis], 2);
            }
        }
        return Math.sqrt(squares / (2 * moments.size()));
    }

    private static List<Moment> moments(int count, long seed) {
        SeededGenerator random = new SeededGenerator(seed);
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            moments.add(moment(random.nextFloat(), random.nextFloat(), uniform(random), uniform(random)));
        }
        return moments;
    }

    private static float uniform(SeededGenerator random) {
        return 2 * random.nextFloat() - 1;
    }

    private static Moment moment(float x, float y, float dx, float dy) {
        return new Moment(
                new float[] {x, y}, new float[] {x, y}, new float[] {x + 0.1f * dx, y + 0.1f * dy}, new float[] {dx, dy
                });
    }

    private static List<float[]> places() {
        SeededGenerator random = new SeededGenerator(0);
        List<float[]> places = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            places.add(new float[] {random.nextFloat(), random.nextFloat()});
        }
        return places;
    }
}
