package io.teleloop.sim.mujoco;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Model descriptions (MJCF) among the class path's resources.
///
/// `<include file="other.xml"/>` means what it means to MuJoCo: the children of the other file's root element take
/// its place. The module has no file system, so it is done here; the same files open in any MuJoCo viewer.
public final class Mjcf {
    private static final Pattern INCLUDE = Pattern.compile("<include\\s+file=\"([^\"]+)\"\\s*/>");
    private static final Pattern ROOT =
            Pattern.compile("<mujoco(?:include)?\\b[^>]*>(.*)</mujoco(?:include)?>", Pattern.DOTALL);

    private Mjcf() {}

    /// Reads a model description with its includes resolved.
    ///
    /// @param resource absolute name on the class path, such as `/io/teleloop/sim/task/peg-insertion.xml`
    /// @throws IllegalArgumentException when it, or a file it includes, does not exist or has no MuJoCo root
    /// element
    public static String load(String resource) {
        String text = read(resource);
        String folder = resource.substring(0, resource.lastIndexOf('/') + 1);
        return INCLUDE.matcher(text)
                .replaceAll(include -> Matcher.quoteReplacement(children(folder + include.group(1))));
    }

    private static String children(String resource) {
        Matcher root = ROOT.matcher(load(resource));
        if (!root.find()) {
            throw new IllegalArgumentException(resource + " has no <mujoco> element");
        }
        return root.group(1);
    }

    private static String read(String resource) {
        try (InputStream in = Mjcf.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no model description " + resource + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
