package io.teleloop.rollout.actor;

import io.teleloop.rollout.Seeds;
import io.teleloop.rollout.intervention.Rule;
import java.util.List;

/// What an actor does.
///
/// @param task its name
/// @param rule of the simulated person
/// @param skill of that person, 0 to 1
/// @param seeds of the run
/// @param index of this actor, from 0
/// @param actors in the run
public record ActorSpec(String task, Rule rule, double skill, Seeds seeds, int index, int actors) {
    /// The start state of this actor's n-th episode: actors take turns, so that no two run the same one.
    long seed(long episode) {
        return seeds.episode(episode * actors + index);
    }

    List<String> toArguments() {
        return List.of(
                task,
                rule.name(),
                Double.toString(skill),
                Long.toString(seeds.run()),
                Integer.toString(index),
                Integer.toString(actors));
    }

    static ActorSpec parse(List<String> arguments) {
        if (arguments.size() != 6) {
            throw new IllegalArgumentException("an actor has 6 arguments, not " + arguments);
        }
        return new ActorSpec(
                arguments.get(0),
                Rule.valueOf(arguments.get(1)),
                Double.parseDouble(arguments.get(2)),
                new Seeds(Long.parseLong(arguments.get(3))),
                Integer.parseInt(arguments.get(4)),
                Integer.parseInt(arguments.get(5)));
    }
}
