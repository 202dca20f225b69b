package io.teleloop.augmenter.command;

import io.teleloop.augmenter.AugmenterConfig;
import io.teleloop.augmenter.work.GroupLedger;
import io.teleloop.augmenter.work.GroupRemoval;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.kafka.KafkaClients;
import io.teleloop.kafka.LogWriter;
import io.teleloop.service.ProgressBar;
import io.teleloop.store.ObjectStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Removes a group of generated episodes.
@Command(
        name = "remove-generated",
        description = "Remove a group of generated episodes from the store. What a robot performed is never removed.",
        mixinStandardHelpOptions = true)
final class RemoveCommand implements Callable<Integer> {
    private static final String BY = "remove-generated";

    @Parameters(paramLabel = "GROUP", description = "Name under which the episodes were generated.")
    private String group = "";

    @Override
    public Integer call() throws Exception {
        AugmenterConfig config = Commands.config();
        try (ObjectStore store = ObjectStore.open(config.store());
                LogWriter log = new LogWriter(KafkaClients.producer(config.kafka()))) {
            GroupRemoval removal = new GroupRemoval(store, log);
            GroupLedger ledger = new GroupLedger(store, group);
            List<Manifest> episodes = removal.episodes(group);
            if (episodes.isEmpty() && ledger.steps().isEmpty()) {
                throw new IllegalArgumentException("there is no group '" + group + "' of generated episodes; real"
                        + " episodes are never removed");
            }
            // First: nothing may be added to it from now on.
            ledger.markRemoved(BY);
            ProgressBar bar = new ProgressBar(System.out);
            for (int i = 0; i < episodes.size(); i++) {
                removal.remove(episodes.get(i), group, BY);
                bar.show(i + 1, episodes.size(), "removed");
            }
            System.out.println(episodes.size() + " generated episodes of group " + group + " removed");
        }
        return CommandLine.ExitCode.OK;
    }
}
