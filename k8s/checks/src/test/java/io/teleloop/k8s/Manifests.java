package io.teleloop.k8s;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// What kustomize makes of an overlay, as documents without types.
final class Manifests {
    static final Path FOLDER = Path.of("..").toAbsolutePath().normalize();

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private Manifests() {}

    static List<ObjectNode> ofOverlay(String overlay) {
        try {
            Process kustomize = new ProcessBuilder(
                            "kubectl",
                            "kustomize",
                            FOLDER.resolve("overlays").resolve(overlay).toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String yaml = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kustomize.waitFor() != 0) {
                throw new IllegalStateException("kustomize cannot render overlay " + overlay + ", see above");
            }
            return parse(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("kubectl 1.21 or newer is needed; ./teleloop test installs it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while kustomize ran", e);
        }
    }

    static List<ObjectNode> parse(String yaml) throws IOException {
        try (MappingIterator<ObjectNode> documents =
                YAML.readerFor(ObjectNode.class).readValues(yaml)) {
            return documents.readAll();
        }
    }
}
