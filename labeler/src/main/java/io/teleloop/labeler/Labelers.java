package io.teleloop.labeler;

import io.teleloop.labeler.learned.ModelStore;
import io.teleloop.labeler.motion.MotionLabeler;
import io.teleloop.labeler.outcome.OutcomeLabeler;
import io.teleloop.labeler.phase.PhaseLabeler;
import io.teleloop.labeler.quality.QualityLabeler;
import io.teleloop.service.ConfigurationException;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/// The labelers that there are.
final class Labelers {
    /// Those that know all they need: a further one is one more line.
    private static final List<Labeler> PURE =
            List.of(new OutcomeLabeler(), new PhaseLabeler(), new MotionLabeler(), new QualityLabeler());

    private Labelers() {}

    static List<Labeler> pure() {
        return PURE;
    }

    /// With the newest version of every learned one whose model is in the store.
    static List<Labeler> all(ObjectStore store) throws StoreException {
        List<Labeler> all = new ArrayList<>(PURE);
        all.addAll(new ModelStore(store).labelers());
        return all;
    }

    /// @throws ConfigurationException when there is none of this name
    static Labeler named(String name, List<Labeler> labelers) {
        return labelers.stream()
                .filter(labeler -> labeler.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("there is no labeler '" + name + "'; there are "
                        + String.join(", ", labelers.stream().map(Labeler::name).toList())));
    }
}
