package io.teleloop.gateway.episode;

import io.teleloop.contract.EpisodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal of episodes that are open: one small file each, named by the episode, holding the robot's name. Files
/// that are there at a start are of episodes whose end nobody saw.
public final class OpenEpisodes {
    private static final Logger LOG = LoggerFactory.getLogger(OpenEpisodes.class);
    private static final String SUFFIX = ".open";

    private final Path folder;

    /// @throws IOException when the folder cannot be made
    public OpenEpisodes(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /// Episodes that an earlier run left open, with the robot of each.
    public Map<EpisodeId, String> leftOver() throws IOException {
        Map<EpisodeId, String> found = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    found.put(
                            new EpisodeId(name.substring(0, name.length() - SUFFIX.length())),
                            Files.readString(file).strip());
                }
            }
        }
        return found;
    }

    public void opened(EpisodeId episode, String robot) throws IOException {
        Files.write(file(episode), List.of(robot), StandardOpenOption.CREATE_NEW);
    }

    public void closed(EpisodeId episode) {
        try {
            Files.deleteIfExists(file(episode));
        } catch (IOException e) {
            // At the next start it is closed once more; the first closing stands.
            LOG.warn("Cannot take an episode out of the journal episode={}", episode, e);
        }
    }

    private Path file(EpisodeId episode) {
        return folder.resolve(episode + SUFFIX);
    }
}
