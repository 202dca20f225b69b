package io.teleloop.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// An S3 server inside this JVM, reachable from this machine only. Objects are plain files under
/// `dataDir/bucket/key`, so they can be opened without the server.
///
/// It checks AWS signatures (version 4), and a put with `If-None-Match: *` is atomic: the second one gets 412.
public final class EmbeddedS3 implements AutoCloseable {
    /// A put that a kill cut off leaves its temporary file, named so, and listings show it.
    private static final Pattern UNFINISHED_PUT =
            Pattern.compile(".+-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final long LARGEST_PUT_BYTES = 5L << 30;
    private static final long LARGEST_BUFFERED_REQUEST_BYTES = 128L << 20;
    private static final int LARGEST_CHUNK_BYTES = 16 << 20;
    private static final int THREADS = 64;

    private final S3Proxy server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedS3(S3Proxy server) {
        this.server = server;
    }

    /// Starts the server and returns when it takes clients.
    ///
    /// @param dataDir made when it is missing; must be on a file system with user extended attributes
    /// @param port where clients connect; 0 takes a free one
    /// @throws PortInUseException when the port is taken
    /// @throws IOException when the folder cannot be used
    public static EmbeddedS3 start(Path dataDir, int port, String accessKey, String secretKey) throws IOException {
        LoopbackPorts.requireFree("S3", port);
        Path absolute = dataDir.toAbsolutePath();
        Files.createDirectories(absolute);
        requireUserAttributes(absolute);
        removeUnfinishedPuts(absolute);
        S3Proxy server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(absolute.toString()))
                .endpoint(URI.create("http://" + LoopbackPorts.HOST + ":" + port))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                .maxSinglePartObjectSize(LARGEST_PUT_BYTES)
                .v4MaxNonChunkedRequestSize(LARGEST_BUFFERED_REQUEST_BYTES)
                .v4MaxChunkSize(LARGEST_CHUNK_BYTES)
                .jettyMaxThreads(THREADS)
                .stopTimeout(0)
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("S3 does not start on " + absolute + " and port " + port + ": " + e.getMessage(), e);
        }
        return new EmbeddedS3(server);
    }

    public int port() {
        return server.getPort();
    }

    /// The URL that clients are given, without a bucket.
    public URI endpoint() {
        return URI.create("http://" + LoopbackPorts.HOST + ":" + port());
    }

    /// Closing twice does nothing.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                server.stop();
            } catch (Exception e) {
                throw new IllegalStateException("the S3 server does not stop: " + e.getMessage(), e);
            }
        }
    }

    /// Content type, ETag and user metadata of an object live in extended attributes.
    private static void requireUserAttributes(Path dataDir) throws IOException {
        Path probe = Files.createTempFile(dataDir, "probe", null);
        try {
            UserDefinedFileAttributeView attributes =
                    Files.getFileAttributeView(probe, UserDefinedFileAttributeView.class);
            if (attributes == null) {
                throw new UnsupportedOperationException("no such attributes");
            }
            attributes.write("teleloop", ByteBuffer.wrap("probe".getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException | UnsupportedOperationException e) {
            throw new IOException(
                    "the file system of " + dataDir + " takes no user extended attributes, which the S3 server needs ("
                            + e.getMessage()
                            + "); choose a data folder on ext4, xfs, btrfs or tmpfs (Linux 6.6 or newer)",
                    e);
        } finally {
            Files.delete(probe);
        }
    }

    private static void removeUnfinishedPuts(Path dataDir) throws IOException {
        List<Path> unfinished;
        try (Stream<Path> files = Files.walk(dataDir)) {
            unfinished = files.filter(Files::isRegularFile)
                    .filter(file -> UNFINISHED_PUT
                            .matcher(String.valueOf(file.getFileName()))
                            .matches())
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : unfinished) {
            Files.delete(file);
        }
    }
}
