package io.teleloop.learning.experience;

import io.teleloop.contract.policy.ActionSpec;
import io.teleloop.contract.policy.ObservationSpec;
import io.teleloop.contract.v1.ActionSpace;
import io.teleloop.contract.v1.Step;
import io.teleloop.learning.replay.NStepChain;
import io.teleloop.learning.replay.Transition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Control steps of episodes in which a policy ran, made into transitions as soon as their successor is known. Steps of
/// several episodes may mix; within one they come in order, and what comes again is dropped. Not thread-safe.
public final class OnlineExperience {
    /// Of episodes that did not end, the ones that were quiet longest are given up; robots drive one at a time.
    private static final int OPEN_EPISODES = 256;
    private static final int REMEMBERED_EPISODES = 100_000;

    private final TransitionReader reader;
    private final int returnSteps;
    private final EpisodeStatistics statistics = new EpisodeStatistics();
    private final Map<String, OpenEpisode> open = new LinkedHashMap<>(16, 0.75f, true);
    /// Ended and given up episodes, so that they are not counted again.
    private final Map<String, Boolean> closed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_EPISODES;
        }
    };

    /// @param residual whether transitions must bring the base's actions
    public OnlineExperience(
            ObservationSpec observation,
            ActionSpec action,
            ActionSpace space,
            ExperienceRules rules,
            boolean residual) {
        reader = new TransitionReader(observation, action, space, rules, residual);
        returnSteps = rules.returnSteps();
    }

    private static final class OpenEpisode {
        private final NStepChain chain;
        private long lastIndex = -1;
        private @Nullable Moment before;
        private @Nullable Moment now;

        OpenEpisode(int returnSteps) {
            chain = new NStepChain(returnSteps);
        }

        /// Nothing connects what was with what comes.
        List<Transition> cut() {
            before = null;
            now = null;
            return chain.end();
        }
    }

    /// @return the transitions that this step completes, oldest first
    public List<Transition> add(Step step) {
        String id = step.getEpisodeId();
        if (closed.containsKey(id)) {
            return List.of();
        }
        OpenEpisode episode = open.computeIfAbsent(id, _ -> new OpenEpisode(returnSteps));
        if (step.getIndex() <= episode.lastIndex) {
            return List.of();
        }
        statistics.add(step);
        List<Transition> complete = new ArrayList<>(advance(episode, step));
        if (step.getTerminated() || step.getTruncated()) {
            complete.addAll(close(id, episode));
        } else if (open.size() > OPEN_EPISODES) {
            Map.Entry<String, OpenEpisode> quietest = open.entrySet().iterator().next();
            complete.addAll(close(quietest.getKey(), quietest.getValue()));
        }
        return complete;
    }

    private List<Transition> advance(OpenEpisode episode, Step step) {
        List<Transition> complete = new ArrayList<>();
        if (step.getIndex() != episode.lastIndex + 1) {
            complete.addAll(episode.cut());
        }
        episode.lastIndex = step.getIndex();
        Moment next = reader.moment(step).orElse(null);
        if (next == null) {
            complete.addAll(episode.cut());
            return complete;
        }
        Moment now = episode.now;
        if (now != null) {
            complete.addAll(link(episode, now, next));
        }
        episode.before = now;
        episode.now = next;
        if (step.getTerminated()) {
            complete.addAll(link(episode, next, next));
        }
        return complete;
    }

    private List<Transition> link(OpenEpisode episode, Moment now, Moment next) {
        if (now.step().getPolicyActionCount() == 0) {
            return episode.chain.end();
        }
        Moment before = episode.before == null ? now : episode.before;
        return episode.chain.add(reader.transition(before, now, next));
    }

    private List<Transition> close(String id, OpenEpisode episode) {
        open.remove(id);
        closed.put(id, true);
        statistics.close(id);
        return episode.cut();
    }

    public EpisodeStatistics statistics() {
        return statistics;
    }
}
