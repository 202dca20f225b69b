package io.teleloop.rollout.episode;

import io.teleloop.rollout.intervention.Intervener;
import io.teleloop.sim.task.Action;
import io.teleloop.sim.world.Actions;
import io.teleloop.sim.world.Sight;
import java.util.Optional;

/// The policy drives and a simulated person watches, who takes over and gives back. Interventions are numbered as a
/// gateway numbers them: from 1 in each episode, one number from taking over until giving back.
public final class IntervenedDriver implements Driver {
    private static final String NAME = "simulated-intervener";

    private final Autopilot autopilot;
    private final Intervener intervener;
    private int interventions;
    private boolean intervening;

    public IntervenedDriver(Autopilot autopilot, Intervener intervener) {
        this.autopilot = autopilot;
        this.intervener = intervener;
    }

    @Override
    public void begin(long seed) {
        autopilot.reset();
        intervener.begin(seed);
        interventions = 0;
        intervening = false;
    }

    @Override
    public Decision decide(Sight sight) {
        Autopilot.Wish wish = autopilot.wish(sight.readings());
        Optional<Action> person = intervener.watch(sight, wish.action());
        if (person.isEmpty()) {
            intervening = false;
            return Decision.ofPolicy(wish, autopilot.name());
        }
        if (!intervening) {
            intervening = true;
            interventions++;
        }
        return Decision.ofIntervention(wish, Actions.vector(person.get()), NAME, interventions);
    }
}
