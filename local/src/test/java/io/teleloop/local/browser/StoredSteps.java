package io.teleloop.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.archive.Archive;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.v1.Step;
import io.teleloop.local.stack.LocalStack;
import io.teleloop.local.stack.StackConfig;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import java.util.List;

/// What a stack's store holds of an episode that ended as a success.
final class StoredSteps {
    private static final int MOST_STEPS = 100_000;

    private StoredSteps() {}

    static List<Step> of(LocalStack stack, EpisodeId episode) throws Exception {
        StoreConfig config = new StoreConfig(
                stack.s3(),
                StoreConfig.DEFAULT_REGION,
                StackConfig.BUCKET,
                stack.secrets().s3AccessKey(),
                stack.secrets().s3SecretKey());
        try (ObjectStore store = ObjectStore.open(config)) {
            Archive archive = new Archive(store);
            Manifest manifest = archive.manifest(episode).orElseThrow();
            assertThat(manifest.outcome()).isEqualTo("success");
            try (ArchivedEpisode stored = archive.open(manifest)) {
                return stored.steps().list(MOST_STEPS);
            }
        }
    }
}
