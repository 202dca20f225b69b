package io.teleloop.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Images run services as the launcher does on one machine.
class ImagesTest {
    private static final Path ROOT = Manifests.FOLDER.resolve("..").normalize();

    @Test
    void theGatewaysImageHasTheLibrariesThatTheLauncherInstalls() throws IOException {
        List<String> packages = words("native_libraries").stream()
                .map(library -> library.substring(library.indexOf('=') + 1))
                .toList();

        String image = Files.readString(Manifests.FOLDER.resolve("images/gateway-base.Dockerfile"));

        assertThat(packages).isNotEmpty().allSatisfy(name -> assertThat(image).contains(" " + name + " "));
    }

    @Test
    void everyImageHasTheFlagsThatTheLauncherSets() throws IOException {
        List<String> flags = words("jvm_flags");

        assertThat(flags).isNotEmpty().isEqualTo(jvmFlags("pom.xml"));
    }

    @Test
    void theTrainersImageHasTheFlagsOfLearning() throws IOException {
        List<String> flags = words("learning_flags");

        assertThat(flags).isNotEmpty();
        assertThat(jvmFlags("trainer-worker/pom.xml")).containsAll(flags);
    }

    /// Of an array in the launcher.
    private static List<String> words(String array) throws IOException {
        String launcher = Files.readString(ROOT.resolve("teleloop"));
        return Pattern.compile("^" + array + "=\\(([^)]*)\\)", Pattern.MULTILINE)
                .matcher(launcher)
                .results()
                .flatMap(found ->
                        Pattern.compile("\\s+").splitAsStream(found.group(1).strip()))
                .toList();
    }

    private static List<String> jvmFlags(String pom) throws IOException {
        return Pattern.compile("<jvmFlag>(.*?)</jvmFlag>")
                .matcher(Files.readString(ROOT.resolve(pom)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
