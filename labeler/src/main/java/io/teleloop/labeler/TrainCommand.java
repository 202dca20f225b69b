package io.teleloop.labeler;

import io.teleloop.archive.Archive;
import io.teleloop.contract.storage.ModelCard;
import io.teleloop.labeler.learned.DynamicsTraining;
import io.teleloop.labeler.learned.Examples;
import io.teleloop.labeler.learned.ModelStore;
import io.teleloop.labeler.learned.SuccessTraining;
import io.teleloop.labeler.learned.Trained;
import io.teleloop.learning.algorithm.InverseDynamics;
import io.teleloop.learning.algorithm.RewardClassifier;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.Settings;
import io.teleloop.store.ObjectStore;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/// Trains a learned labeler on what is in the store, and publishes it there as the next version.
@Command(name = "train", description = "train a learned labeler on the episodes in the store and publish it there")
final class TrainCommand implements Callable<Integer> {
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this text")
    @SuppressWarnings("UnusedVariable") // picocli's own: it prints the text.
    private boolean help;

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description = SuccessTraining.KIND + " or " + DynamicsTraining.KIND)
    private String kind = "";

    @Option(names = "--task", required = true, paramLabel = "TASK", description = "of the episodes")
    private String task = "";

    @Option(names = "--seed", paramLabel = "NUMBER", description = "of all random numbers (default: 1)")
    private long seed = 1;

    @Override
    public Integer call() throws Exception {
        LabelerConfig config = LabelerConfig.from(Settings.load("labeler"));
        try (ObjectStore store = ObjectStore.open(config.store())) {
            store.requireCreateOnlyPuts();
            Examples examples = Examples.of(new Archive(store), task);
            ModelCard card = new ModelStore(store).publish(trained(examples), now());
            System.out.printf(
                    "published %s: learned from %d episodes, measured on %d others, %d left out: %s%n",
                    card.name(),
                    card.learnedFrom().size(),
                    card.heldOut().size(),
                    examples.leftOut(),
                    new TreeMap<>(card.metrics()));
        }
        return ExitCode.OK;
    }

    private Trained trained(Examples examples) {
        return switch (kind) {
            case SuccessTraining.KIND -> SuccessTraining.train(examples, RewardClassifier.Config.DEFAULT, seed);
            case DynamicsTraining.KIND -> DynamicsTraining.train(examples, InverseDynamics.Config.DEFAULT, seed);
            default ->
                throw new ConfigurationException("there is no kind '" + kind + "' of learned labeler; there are "
                        + SuccessTraining.KIND + " and " + DynamicsTraining.KIND);
        };
    }

    private static long now() {
        return System.currentTimeMillis() * NANOS_PER_MILLI;
    }
}
