import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The official MuJoCo WebAssembly build as published on npm, pinned by version and SHA-512.
///
/// The tarball is kept in the user's cache directory, so that only the first build needs the network.
final class MujocoPackage {
    static final String VERSION = "3.14.0";
    /// As in the registry's own `dist.integrity` field.
    static final String SHA512 =
            "WPUYidu4Fx8+uM4hQv80SOA0ifpWGrsNJguKs8JBV8SCTxjKQ2/rqsh880nUH0/Vwa8vuefghvCQkkoed3bkUg==";

    private MujocoPackage() {}

    static byte[] wasm() throws IOException, InterruptedException {
        Path tarball = cacheDirectory().resolve("mujoco-mujoco-" + VERSION + ".tgz");
        if (!Files.exists(tarball)) {
            download(tarball);
        }
        byte[] content = Files.readAllBytes(tarball);
        String actual = sha512(content);
        if (!actual.equals(SHA512)) {
            Files.delete(tarball);
            throw new IOException("The npm tarball of @mujoco/mujoco " + VERSION + " has SHA-512 " + actual
                    + ", expected " + SHA512 + ". It was deleted from the cache: build again, and if this repeats,"
                    + " check which registry npm uses.");
        }
        return tarEntry(new GZIPInputStream(new ByteArrayInputStream(content)), "package/mujoco.wasm");
    }

    private static Path cacheDirectory() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("teleloop");
    }

    private static void download(Path tarball) throws IOException, InterruptedException {
        Files.createDirectories(tarball.getParent());
        Path staging = Files.createTempDirectory(tarball.getParent(), "download-");
        try {
            Process npm = new ProcessBuilder(
                            "npm",
                            "pack",
                            "--silent",
                            "--pack-destination",
                            staging.toString(),
                            "@mujoco/mujoco@" + VERSION)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (npm.waitFor() != 0) {
                throw new IOException("`npm pack @mujoco/mujoco@" + VERSION + "` failed. The first build needs the npm"
                        + " registry. npm said:\n" + output);
            }
            // Moved whole, so that a build that is interrupted here never leaves half a tarball.
            Files.move(staging.resolve(tarball.getFileName()), tarball);
        } finally {
            try (var left = Files.list(staging)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(staging);
        }
    }

    private static String sha512(byte[] content) throws IOException {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-512").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    /// One entry of a ustar archive: 512-byte headers, name at 0, octal size at 124, content padded to 512.
    private static byte[] tarEntry(InputStream tar, String wanted) throws IOException {
        byte[] header = new byte[512];
        while (tar.readNBytes(header, 0, 512) == 512 && header[0] != 0) {
            String name = new String(header, 0, 100, StandardCharsets.US_ASCII).split("\0", 2)[0];
            int size = Integer.parseInt(new String(header, 124, 11, StandardCharsets.US_ASCII).trim(), 8);
            if (name.equals(wanted)) {
                return tar.readNBytes(size);
            }
            tar.skipNBytes((size + 511) / 512 * 512L);
        }
        throw new IOException("The npm tarball of @mujoco/mujoco " + VERSION + " has no " + wanted);
    }
}
