package io.teleloop.augmenter.command;

import io.teleloop.archive.Archive;
import io.teleloop.archive.Cursor;
import io.teleloop.augmenter.AugmenterConfig;
import io.teleloop.augmenter.plan.PlannedAugmentation;
import io.teleloop.augmenter.work.EpisodeWriter;
import io.teleloop.augmenter.work.EventHandler;
import io.teleloop.augmenter.work.SourceReader;
import io.teleloop.augmenter.work.VariantMaker;
import io.teleloop.augmenter.work.WorkCount;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.service.ProgressBar;
import io.teleloop.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Does for the episodes that are there what the service does for those that come.
@Command(
        name = "augment",
        description =
                "Augment every sealed episode by the plan of the augmenter's settings, as far as that was not done"
                        + " before.",
        mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        AugmenterConfig config = Commands.config();
        if (config.plan().augmentations().isEmpty()) {
            throw new IllegalArgumentException("the plan is empty; set TELELOOP_AUGMENTER_PLAN");
        }
        try (ObjectStore store = ObjectStore.open(config.store());
                EpisodeWriter writer = new EpisodeWriter(config.kafka());
                VariantMaker variants = new VariantMaker(store, writer, new Silent())) {
            Archive archive = new Archive(store);
            EventHandler handler = new EventHandler(config.plan(), archive, variants);
            List<EpisodeId> episodes = candidates(archive);
            ProgressBar bar = new ProgressBar(System.out);
            int made = 0;
            for (int i = 0; i < episodes.size(); i++) {
                for (PlannedAugmentation planned : config.plan().augmentations()) {
                    made += handler.augment(planned, episodes.get(i));
                }
                bar.show(i + 1, episodes.size(), made + " episodes generated");
            }
            System.out.println(made + " episodes generated from " + episodes.size());
        }
        return CommandLine.ExitCode.OK;
    }

    private static List<EpisodeId> candidates(Archive archive) throws Exception {
        List<EpisodeId> episodes = new ArrayList<>();
        Cursor<Manifest> manifests = archive.episodes();
        for (Manifest manifest = manifests.next(); manifest != null; manifest = manifests.next()) {
            if (SourceReader.isCandidate(manifest)) {
                episodes.add(new EpisodeId(manifest.episodeId()));
            }
        }
        return episodes;
    }

    /// Its results are on the terminal.
    private static final class Silent implements WorkCount {
        @Override
        public void attempted(String augmenter, boolean success) {}

        @Override
        public void refused(String augmenter) {}
    }
}
