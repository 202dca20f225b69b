package io.teleloop.learning.session;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.ObservationReader;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.Step;
import io.teleloop.learning.algorithm.Algorithm;
import io.teleloop.learning.algorithm.ExportedNetwork;
import io.teleloop.learning.algorithm.Learner;
import io.teleloop.learning.algorithm.Problem;
import io.teleloop.learning.experience.DemonstratedActions;
import io.teleloop.learning.experience.Demonstrations;
import io.teleloop.learning.experience.OnlineExperience;
import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.replay.Transition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A learner at work: demonstrations and steps in, updates when they are due, policies out. Not thread-safe.
///
/// What the policy decides, how far it may go and how observations are normalised is fixed once, from the first
/// demonstrations; until there are enough of them there is no policy.
///
/// Life after a crash: a new session takes the last save by [#restore(byte[])], is fed the same demonstrations and
/// steps
/// again, is told by [#caughtUp()] that this was all, and goes on.
public final class LearningSession implements AutoCloseable {
    private final LearningConfig config;
    private final @Nullable LearningBase base;
    private final ObservationSpec observation;
    private final Set<String> demonstrationIds = new HashSet<>();
    /// What came before there were enough to fix the problem.
    private final Map<String, List<Step>> waiting = new LinkedHashMap<>();
    private final Map<String, Double> learnerMetrics = new LinkedHashMap<>();
    private @Nullable Work work;
    private long transitions;
    private long demonstrationTransitions;
    private boolean catchingUp;
    private long transitionsAtSave;

    /// What there is from the moment that the problem is fixed.
    private record Work(Problem problem, Demonstrations demonstrations, OnlineExperience experience, Learner learner) {}

    /// @param base the frozen policy that a residual corrects, null for other algorithms
    public LearningSession(LearningConfig config, @Nullable LearningBase base) {
        this.config = config;
        this.base = base;
        observation =
                base == null ? ObservationSpec.of(config.robot()) : base.card().observation();
    }

    /// The steps of a successful episode that an operator drove, in order. A second delivery of an episode is dropped.
    ///
    /// @return whether it was taken; false for an episode that was there or holds nothing to learn from
    public boolean addDemonstration(String episodeId, List<Step> steps) {
        if (demonstrationIds.contains(episodeId) || observations(steps).isEmpty()) {
            return false;
        }
        demonstrationIds.add(episodeId);
        if (work == null) {
            waiting.put(episodeId, List.copyOf(steps));
            if (waiting.size() >= config.demonstrations()) {
                fix();
            }
        } else {
            learnFrom(work, episodeId, steps);
        }
        return true;
    }

    private void fix() {
        List<Step> all = waiting.values().stream().flatMap(List::stream).toList();
        ActionSpec action = base == null
                ? DemonstratedActions.spec(all, actionSpace())
                : base.card().action();
        Work begun = begin(action, Normaliser.of(observations(all)));
        work = begun;
        waiting.forEach((episodeId, steps) -> learnFrom(begun, episodeId, steps));
        waiting.clear();
    }

    private Work begin(ActionSpec action, Normaliser normaliser) {
        Algorithm algorithm = config.algorithm();
        Problem problem = new Problem(observation.size(), action, normaliser, base == null ? null : base.policy());
        return new Work(
                problem,
                new Demonstrations(observation, action, actionSpace(), algorithm.experience()),
                new OnlineExperience(observation, action, actionSpace(), algorithm.experience(), base != null),
                algorithm.learner(problem, config.seed()));
    }

    private void learnFrom(Work begun, String episodeId, List<Step> steps) {
        for (Trajectory trajectory : begun.demonstrations().trajectories(episodeId, steps)) {
            begun.learner().addDemonstration(trajectory);
            demonstrationTransitions += trajectory.size();
        }
    }

    private List<float[]> observations(List<Step> steps) {
        ObservationReader reader = new ObservationReader(observation);
        List<float[]> observations = new ArrayList<>();
        for (Step step : steps) {
            if (step.getActor().getKind() == Actor.Kind.OPERATOR) {
                reader.read(step.getObservationList()).ifPresent(observations::add);
            }
        }
        return observations;
    }

    private ActionSpace actionSpace() {
        return config.robot().getActionSpace();
    }

    /// One control tick of an episode; ticks of an episode come in order, those of several may mix. Repeated and older
    /// indices are dropped, and so are steps in which no policy ran, and all steps before there is a policy.
    ///
    /// @throws IllegalArgumentException when the step is of another task
    public void addStep(Step step) {
        if (!step.getTask().equals(config.robot().getTask())) {
            throw new IllegalArgumentException("step " + step.getIndex() + " of episode " + step.getEpisodeId()
                    + " is of task '" + step.getTask() + "', this session learns '"
                    + config.robot().getTask() + "'");
        }
        if (work == null) {
            return;
        }
        for (Transition transition : work.experience().add(step)) {
            work.learner().addOnline(transition);
            transitions++;
        }
    }

    /// Whether [#update()] may be called: there is enough to learn from, and the updates that the transitions so far
    /// allow are not used up.
    public boolean updateDue() {
        return work != null
                && !catchingUp
                && work.learner().canUpdate()
                && work.learner().updates() < config.algorithm().allowedUpdates(transitions);
    }

    /// One update of the learner.
    ///
    /// @throws IllegalStateException when none is due
    public void update() {
        if (work == null || !updateDue()) {
            throw new IllegalStateException("no update is due");
        }
        learnerMetrics.putAll(work.learner().update());
    }

    /// Whether there is a policy to publish: from the moment that the demonstrations suffice.
    public boolean hasPolicy() {
        return work != null;
    }

    /// The policy as it is now.
    ///
    /// @throws IllegalStateException when there is none yet
    public PolicyDraft draft() {
        Work now = begun();
        ExportedNetwork network = now.learner().export();
        return new PolicyDraft(
                config.algorithm().name(),
                config.robot().getTask(),
                config.controlRateHz(),
                observation,
                now.problem().action(),
                network,
                below(network),
                transitions,
                demonstrationTransitions,
                updates(),
                metrics());
    }

    private PolicyCard.@Nullable Base below(ExportedNetwork network) {
        return base == null
                ? null
                : new PolicyCard.Base(
                        base.card().policyId(),
                        base.card().policyVersion(),
                        base.cardKey(),
                        base.cardSha256(),
                        network.residualScale());
    }

    private Work begun() {
        if (work == null) {
            throw new IllegalStateException(
                    "there are " + waiting.size() + " demonstrations, learning begins with " + config.demonstrations());
        }
        return work;
    }

    /// How it is doing, named as in [io.teleloop.contract.policy.TrainingMetrics].
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>(learnerMetrics);
        if (work != null) {
            metrics.putAll(work.experience().statistics().metrics());
        }
        return metrics;
    }

    /// From steps in which a policy ran.
    public long transitions() {
        return transitions;
    }

    public long demonstrationTransitions() {
        return demonstrationTransitions;
    }

    /// Of the learner, since the beginning.
    public long updates() {
        return work == null ? 0 : work.learner().updates();
    }

    /// Everything but the transitions.
    ///
    /// @throws IllegalStateException when there is no policy yet
    public byte[] save() {
        Work now = begun();
        return new SessionState(
                        observation,
                        now.problem().action(),
                        now.problem().normaliser(),
                        transitions,
                        now.learner().save())
                .toBytes();
    }

    /// Only in a session that was fed nothing yet.
    ///
    /// @throws IllegalArgumentException when the save is not of this algorithm, or the robot observes other things
    /// now
    public void restore(byte[] saved) {
        if (work != null || !waiting.isEmpty()) {
            throw new IllegalStateException("a session is restored before it is fed");
        }
        SessionState state = SessionState.parse(saved);
        if (!state.observation().equals(observation)) {
            throw new IllegalArgumentException("the saved session observes " + state.observation()
                    + ", this robot gives " + observation + "; learn a new policy for it");
        }
        Work restored = begin(state.action(), state.normaliser());
        restored.learner().restore(state.learner());
        work = restored;
        transitionsAtSave = state.transitions();
        catchingUp = true;
    }

    /// After a restore: everything that the saved session had seen, or all of it that still exists, was fed again. What
    /// comes from now on allows new updates.
    public void caughtUp() {
        catchingUp = false;
        transitions = Math.max(transitions, transitionsAtSave);
    }

    @Override
    public void close() {
        if (work != null) {
            work.learner().close();
        }
    }
}
