package io.teleloop.recorder.store;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.teleloop.contract.EpisodeId;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.DataObject;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.service.ConfigurationException;
import io.teleloop.store.StoreConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Episodes in an S3 store. What is put twice is there once.
///
/// Safe for use by several threads at once.
public final class EpisodeStore implements AutoCloseable {
    /// A part is read from the file, so memory does not depend on it; 10,000 parts allow 160 GB an episode.
    private static final long PART_BYTES = 16L << 20;

    private static final int LARGEST_MANIFEST_BYTES = 64 << 20;
    private static final String SELF_TEST = "self-test/create-only";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TRANSFER_TIMEOUT = Duration.ofSeconds(60);
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final Map<String, String> CREATE_ONLY = Map.of("If-None-Match", "*");

    private final StoreConfig config;
    private final MinioClient client;

    private EpisodeStore(StoreConfig config, MinioClient client) {
        this.config = config;
        this.client = client;
    }

    /// Makes a client; asks the store nothing yet.
    public static EpisodeStore open(StoreConfig config) {
        MinioClient client = MinioClient.builder()
                .endpoint(config.endpoint().toString())
                .credentials(config.accessKey(), config.secretKey())
                .region(config.region())
                .build();
        client.setTimeout(CONNECT_TIMEOUT.toMillis(), TRANSFER_TIMEOUT.toMillis(), TRANSFER_TIMEOUT.toMillis());
        return new EpisodeStore(config, client);
    }

    /// Exactly-once rests on create-only puts: a store that ignores `If-None-Match` is refused before any work.
    ///
    /// @throws ConfigurationException when the store answers, but not as it must
    /// @throws StoreException when the store does not answer
    public void requireCreateOnlyPuts() throws StoreException {
        byte[] text = "written by the recorder when it starts\n".getBytes(StandardCharsets.UTF_8);
        ask("self-test", () -> {
            try {
                create(SELF_TEST, text);
                if (create(SELF_TEST, text)) {
                    throw new ConfigurationException("the store at " + config.endpoint()
                            + " overwrites an object in spite of 'If-None-Match: *' (it must answer 412); episodes"
                            + " could be stored twice there: use a store with conditional writes");
                }
            } catch (ErrorResponseException e) {
                int status = e.response().code();
                if (status == FORBIDDEN || status == NOT_FOUND) {
                    throw new ConfigurationException(
                            "the store at " + config.endpoint() + " refuses bucket '" + config.bucket() + "': "
                                    + e.getMessage() + "; check 's3.bucket', 's3.access.key' and 's3.secret.key'",
                            e);
                }
                throw e;
            }
            return true;
        });
    }

    /// The manifest of an episode that was stored before, sealed or quarantined.
    public Optional<Manifest> find(EpisodeId id) throws IOException {
        Optional<Manifest> sealed = read(ObjectKeys.episodeManifest(id));
        return sealed.isPresent() ? sealed : read(ObjectKeys.quarantineManifest(id));
    }

    /// Uploads an episode's bytes under their name, which says what they are, so that it does not matter who did it.
    public void putData(Path file, DataObject data) throws StoreException {
        ask(data.key(), () -> {
            if (!isThere(data)) {
                client.uploadObject(UploadObjectArgs.builder()
                        .bucket(config.bucket())
                        .object(data.key())
                        .filename(file.toString(), PART_BYTES)
                        .contentType("application/octet-stream")
                        .parallelUploads(1)
                        .build());
            }
            if (!isThere(data)) {
                throw new IOException("it is not there as it was put");
            }
            return true;
        });
    }

    /// Puts a manifest, unless there is one.
    ///
    /// @return what is there now, read back
    public Manifest putManifest(Manifest manifest) throws IOException {
        EpisodeId id = new EpisodeId(manifest.episodeId());
        String key = manifest.sealed() ? ObjectKeys.episodeManifest(id) : ObjectKeys.quarantineManifest(id);
        ask(key, () -> create(key, manifest.toJson()));
        return read(key).orElseThrow(() -> new StoreException("manifest " + key + " is not there after it was put"));
    }

    @Override
    public void close() throws Exception {
        client.close();
    }

    /// @return false when there is such an object already
    private boolean create(String key, byte[] bytes) throws MinioException {
        try {
            client.putObject(PutObjectArgs.builder()
                    .bucket(config.bucket())
                    .object(key)
                    .data(bytes, bytes.length)
                    .extraHeaders(CREATE_ONLY)
                    .build());
            return true;
        } catch (ErrorResponseException e) {
            int status = e.response().code();
            if (status == PRECONDITION_FAILED || status == CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private boolean isThere(DataObject data) throws MinioException {
        try {
            return client.statObject(StatObjectArgs.builder()
                                    .bucket(config.bucket())
                                    .object(data.key())
                                    .build())
                            .size()
                    == data.sizeBytes();
        } catch (ErrorResponseException e) {
            if (e.response().code() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private Optional<Manifest> read(String key) throws IOException {
        return ask(key, () -> {
            try (InputStream object = client.getObject(
                    GetObjectArgs.builder().bucket(config.bucket()).object(key).build())) {
                return Optional.of(Manifest.parse(object.readNBytes(LARGEST_MANIFEST_BYTES)));
            } catch (ErrorResponseException e) {
                if (e.response().code() == NOT_FOUND
                        && !"NoSuchBucket".equals(e.errorResponse().code())) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private <T> T ask(String what, Request<T> request) throws StoreException {
        try {
            return request.run();
        } catch (MinioException | IOException | IllegalStateException e) {
            // The client reports a refused connection as an IllegalStateException.
            throw new StoreException(
                    "the store at " + config.endpoint() + " fails on " + what + ": " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Request<T> {
        T run() throws MinioException, IOException;
    }
}
