package io.teleloop.rollout.actor;

import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.Step;
import io.teleloop.policy.PolicyBundle;
import io.teleloop.policy.PolicyRunner;
import io.teleloop.rollout.TaskSettings;
import io.teleloop.rollout.episode.Autopilot;
import io.teleloop.rollout.episode.Episode;
import io.teleloop.rollout.episode.IntervenedDriver;
import io.teleloop.rollout.episode.PolicyAutopilot;
import io.teleloop.sim.world.World;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/// One simulated robot that lives through episodes in the thread that asks for steps: no step happens before it is
/// asked for, so equal specs and policies give equal steps, bit for bit.
public final class SimulatedActor implements StepSource {
    private final ActorSpec spec;
    private final World world;
    private final double timeLimit;
    private final RandomGenerator exploration;
    private final Newest newest = new Newest();
    private final IntervenedDriver driver;
    private @Nullable Episode episode;
    private long episodes;

    public SimulatedActor(ActorSpec spec) {
        this.spec = spec;
        TaskSettings settings = TaskSettings.of(spec.task());
        world = new World(settings.task(), "sim-" + spec.task() + "-" + spec.index());
        timeLimit = settings.timeLimit();
        exploration = RandomGeneratorFactory.of("L64X128MixRandom").create(spec.seed(0));
        driver = new IntervenedDriver(newest, spec.rule().intervener(settings, spec.skill()));
    }

    @Override
    public void follow(PolicyBundle policy) {
        newest.replace(new PolicyAutopilot(PolicyRunner.exploring(policy, exploration), world.description()));
    }

    @Override
    public Step next() {
        Episode current = episode;
        if (current == null || current.ended()) {
            current = new Episode(world, driver, spec.seed(episodes++), timeLimit);
            episode = current;
        }
        return current.tick();
    }

    @Override
    public void close() {
        newest.close();
    }

    /// The policy that drives now; it may change between two ticks of an episode.
    private static final class Newest implements Autopilot, AutoCloseable {
        private @Nullable PolicyAutopilot policy;

        void replace(PolicyAutopilot next) {
            close();
            policy = next;
        }

        private PolicyAutopilot policy() {
            return Objects.requireNonNull(policy, "an actor needs a policy before its first step");
        }

        @Override
        public String name() {
            return policy().name();
        }

        @Override
        public void reset() {
            policy().reset();
        }

        @Override
        public Wish wish(List<Reading> readings) {
            return policy().wish(readings);
        }

        @Override
        public void close() {
            PolicyAutopilot old = policy;
            if (old != null) {
                old.close();
                policy = null;
            }
        }
    }
}
