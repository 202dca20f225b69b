package io.teleloop.datasets.composition;

import io.teleloop.archive.Archive;
import io.teleloop.datasets.DatasetDocument;
import io.teleloop.datasets.DatasetStore.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// What data sets are made of. It takes a few reads an episode, some at a time, and is remembered of the data sets
/// that were asked for last: a version never changes.
public final class Compositions {
    private static final int READERS = 8;
    private static final int REMEMBERED = 64;

    private final EpisodeReader reader;
    private final Map<Version, OriginComposition> known = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, OriginComposition> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Compositions(Archive archive) {
        reader = new EpisodeReader(archive);
    }

    /// Returns when all episodes were read.
    ///
    /// @throws IOException when the store does not answer, or an episode's file is damaged
    public OriginComposition of(DatasetDocument dataset) throws IOException, InterruptedException {
        Version version = new Version(dataset.name(), dataset.number());
        OriginComposition composition = remembered(version);
        if (composition == null) {
            composition = OriginComposition.of(read(dataset));
            remember(version, composition);
        }
        return composition;
    }

    private synchronized @Nullable OriginComposition remembered(Version version) {
        return known.get(version);
    }

    private synchronized void remember(Version version, OriginComposition composition) {
        known.put(version, composition);
    }

    private List<EpisodeFacts> read(DatasetDocument dataset) throws IOException, InterruptedException {
        List<Callable<EpisodeFacts>> tasks = new ArrayList<>();
        dataset.episodes().forEach(member -> tasks.add(() -> reader.read(member)));
        List<EpisodeFacts> facts = new ArrayList<>();
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            for (Future<EpisodeFacts> episode : readers.invokeAll(tasks)) {
                facts.add(episode.get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException problem) {
                throw problem;
            }
            throw new IllegalStateException("data set " + dataset.name() + " cannot be read", e.getCause());
        }
        return facts;
    }
}
