package io.teleloop.learning.algorithm;

import io.teleloop.contract.policy.TrainingMetrics;
import io.teleloop.learning.actorcritic.ActorCritic;
import io.teleloop.learning.actorcritic.ActorCriticConfig;
import io.teleloop.learning.actorcritic.ActorCriticState;
import io.teleloop.learning.actorcritic.ActorLoss;
import io.teleloop.learning.actorcritic.CriticLoss;
import io.teleloop.learning.actorcritic.GripperCritic;
import io.teleloop.learning.diffusion.GaussianPolicy;
import io.teleloop.learning.diffusion.SyntheticExperience;
import io.teleloop.learning.export.ActorExport;
import io.teleloop.learning.export.GripperHead;
import io.teleloop.learning.replay.Batch;
import io.teleloop.learning.replay.NStepChain;
import io.teleloop.learning.replay.ReplayBuffer;
import io.teleloop.learning.replay.SymmetricSampler;
import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import io.teleloop.learning.tensor.Safetensors;
import io.teleloop.learning.tensor.SeededGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The core that RLPD, HIL-SERL, RLIF and ResFiT share (Ball et al. 2023, "Efficient Online Reinforcement Learning with
/// Offline Data"): two stores, batches half of each, several critic updates, then one of the actor. A third store may
/// hold transitions that a diffusion model makes up under the actor's guidance.
final class OffPolicyLearner implements Learner {
    private static final String GRIPPER = "gripper";
    private static final float[] NO_BASE = {};

    private final OffPolicyAlgorithm algorithm;
    private final Problem problem;
    private final SeededGenerator random;
    private final ActorCritic engine;
    private final @Nullable GripperCritic gripper;
    private final ReplayBuffer online;
    private final ReplayBuffer demonstrations;
    private final ReplayBuffer synthetic;
    private final @Nullable SyntheticExperience synthesis;
    private final SymmetricSampler sampler;
    private final Batch batch;
    private final float[] noise;
    private long updates;
    private long criticUpdates;
    private long transitions;

    OffPolicyLearner(OffPolicyAlgorithm algorithm, Problem problem, long seed) {
        if (algorithm.base() != (problem.base() != null)) {
            throw new IllegalArgumentException(
                    algorithm.base()
                            ? algorithm.name() + " corrects a frozen policy; name the one to correct"
                            : algorithm.name() + " acts alone; it cannot use a base policy");
        }
        this.algorithm = algorithm;
        this.problem = problem;
        random = new SeededGenerator(seed);
        OffPolicyAlgorithm.Gripper apart = algorithm.gripper();
        gripper = apart != null && movesGripper(problem)
                ? new GripperCritic(apart.of(problem.observationSize()), random)
                : null;
        int actionSize = gripper == null ? problem.actionSize() : problem.actionSize() - 1;
        ActorCriticConfig config = algorithm.networks().of(problem.observationSize(), actionSize);
        engine = algorithm.engine().start(config, ActorCriticState.initial(config, random));
        online = store(algorithm.stores().online(), config);
        demonstrations = store(algorithm.stores().demonstrations(), config);
        SyntheticExperience.Config made = algorithm.stores().synthesis();
        if (made != null && (algorithm.base() || gripper != null)) {
            throw new IllegalArgumentException(
                    algorithm.name() + " cannot learn from synthetic transitions where it corrects a frozen policy or"
                            + " decides a moving gripper apart");
        }
        synthesis = made == null ? null : new SyntheticExperience(made);
        synthetic = store(made == null ? 1 : made.transitions(), config);
        sampler = new SymmetricSampler(online, demonstrations, synthetic, made == null ? 0 : made.share());
        batch = new Batch(
                algorithm.schedule().batchSize(), config.observationSize(), config.actionSize(), config.baseSize());
        noise = new float[batch.size() * config.actionSize()];
    }

    private static ReplayBuffer store(int capacity, ActorCriticConfig config) {
        return new ReplayBuffer(capacity, config.observationSize(), config.actionSize(), config.baseSize());
    }

    /// The gripper is the last dimension of every robot's action space.
    private static boolean movesGripper(Problem problem) {
        return problem.actionSize() > 1
                && problem.action().dimensions().getLast().name().equals(GRIPPER);
    }

    @Override
    public void addDemonstration(Trajectory demonstration) {
        if (synthesis != null) {
            demonstration.transitions().forEach(synthesis::add);
        }
        List<Transition> transitions = withBase(demonstration.transitions());
        NStepChain.fold(transitions, algorithm.experience().returnSteps())
                .forEach(transition -> keep(demonstrations, transition));
    }

    /// What the base would have done: it did not run in a demonstration.
    private List<Transition> withBase(List<Transition> transitions) {
        BasePolicy base = problem.base();
        if (base == null) {
            return transitions;
        }
        List<float[]> observations = new ArrayList<>();
        transitions.forEach(transition -> observations.add(transition.observation()));
        observations.add(transitions.getLast().nextObservation());
        List<float[]> actions = base.actions(observations);
        List<Transition> corrected = new ArrayList<>();
        for (int i = 0; i < transitions.size(); i++) {
            corrected.add(transitions.get(i).withBase(actions.get(i), actions.get(i + 1)));
        }
        return corrected;
    }

    @Override
    public void addOnline(Transition transition) {
        keep(online, transition);
        if (synthesis != null) {
            synthesis.add(transition);
        }
        transitions++;
        if (transition.intervention() && algorithm.stores().interventionsAreDemonstrations()) {
            keep(demonstrations, transition);
        }
    }

    private void keep(ReplayBuffer store, Transition raw) {
        float[] action = raw.action();
        int level = 0;
        if (gripper != null) {
            level = GripperCritic.level(action[action.length - 1]);
            action = Arrays.copyOf(action, action.length - 1);
        }
        store.add(
                new Transition(
                        problem.normaliser().apply(raw.observation()),
                        action,
                        raw.reward(),
                        raw.discount(),
                        problem.normaliser().apply(raw.nextObservation()),
                        algorithm.base() ? raw.baseAction() : NO_BASE,
                        algorithm.base() ? raw.nextBaseAction() : NO_BASE,
                        raw.intervention(),
                        raw.gripperMoved()),
                level);
    }

    @Override
    public boolean canUpdate() {
        boolean offline = updates < algorithm.schedule().offlineUpdates();
        return online.size() + demonstrations.size() > 0
                && (offline || online.size() >= algorithm.schedule().firstTransitions());
    }

    @Override
    public Map<String, Double> update() {
        synthesise();
        Map<String, Double> metrics = new LinkedHashMap<>();
        ActorCriticConfig.Critic critic = engine.config().critic();
        for (int i = 0; i < algorithm.schedule().criticUpdates(); i++) {
            sampler.sample(random, batch);
            random.fillGaussian(noise);
            CriticLoss loss = engine.updateCritic(batch, noise, random.choose(critic.targetHeads(), critic.heads()));
            if (gripper != null) {
                gripper.update(batch);
            }
            criticUpdates++;
            metrics.put(TrainingMetrics.CRITIC_LOSS, loss.loss());
            metrics.put(TrainingMetrics.Q, loss.meanValue());
        }
        if (criticUpdates > algorithm.schedule().criticWarmUp()) {
            random.fillGaussian(noise);
            ActorLoss loss = engine.updateActor(batch, noise);
            metrics.put(TrainingMetrics.ACTOR_LOSS, loss.loss());
            if (engine.config().actor().distribution() instanceof ActorCriticConfig.Distribution.TanhGaussian) {
                metrics.put(TrainingMetrics.ENTROPY, loss.entropy());
                metrics.put(TrainingMetrics.TEMPERATURE, loss.temperature());
                metrics.put(TrainingMetrics.TEMPERATURE_LOSS, loss.temperatureLoss());
            }
        }
        updates++;
        metrics.put(TrainingMetrics.UPDATES_PER_TRANSITION, (double) criticUpdates / Math.max(1, transitions));
        return metrics;
    }

    /// Fills the third store anew when it is due.
    private void synthesise() {
        if (synthesis == null || !synthesis.due()) {
            return;
        }
        float[] actor = engine.state().actor().values();
        try (GaussianPolicy policy = GaussianPolicy.of(engine.config(), actor, problem.normaliser())) {
            synthesis
                    .generate(policy, algorithm.experience().discount(), random.nextLong())
                    .forEach(transition -> keep(synthetic, transition));
        }
    }

    @Override
    public long updates() {
        return updates;
    }

    @Override
    public ExportedNetwork export() {
        ActorCriticConfig config = engine.config();
        float[] actor = engine.state().actor().values();
        byte[] onnx = gripper == null
                ? ActorExport.onnx(config, actor, problem.normaliser())
                : ActorExport.onnx(config, actor, head(gripper), problem.normaliser());
        return new ExportedNetwork(onnx, 1, 1, config.actionSize(), true, config.residualScale());
    }

    private static GripperHead head(GripperCritic gripper) {
        GripperCritic.Config config = gripper.config();
        return new GripperHead(
                config.layout(), gripper.values(), config.activation(), config.layerNorm(), GripperCritic.levels());
    }

    @Override
    public byte[] save() {
        if (synthesis != null) {
            throw new UnsupportedOperationException(
                    "a checkpoint has no synthetic transitions; learn without them where learning must survive a crash");
        }
        Safetensors file = new Safetensors();
        file.metadata().put("algorithm", algorithm.name());
        file.metadata().put("updates", Long.toString(updates));
        file.metadata().put("critic_updates", Long.toString(criticUpdates));
        file.metadata().put("random", Long.toString(random.state()));
        LearnerState.write(engine.state(), file);
        if (gripper != null) {
            LearnerState.write(gripper.state(), file);
        }
        return file.toBytes();
    }

    @Override
    public void restore(byte[] saved) {
        Safetensors file = Safetensors.parse(saved);
        String of = file.text("algorithm");
        if (!of.equals(algorithm.name())) {
            throw new IllegalArgumentException("the checkpoint is of " + of + ", this learner is " + algorithm.name());
        }
        engine.restore(LearnerState.actorCritic(file));
        if (gripper != null) {
            gripper.restore(LearnerState.gripper(file));
        }
        updates = Long.parseLong(file.text("updates"));
        criticUpdates = Long.parseLong(file.text("critic_updates"));
        random.restore(Long.parseLong(file.text("random")));
    }

    @Override
    public void close() {
        engine.close();
        if (gripper != null) {
            gripper.close();
        }
    }
}
