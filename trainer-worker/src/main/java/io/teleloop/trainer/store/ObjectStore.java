package io.teleloop.trainer.store;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.teleloop.service.ConfigurationException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Objects in one bucket of an S3 store.
///
/// Safe for use by several threads at once.
public final class ObjectStore implements AutoCloseable {
    private static final String SELF_TEST = "self-test/create-only";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TRANSFER_TIMEOUT = Duration.ofSeconds(60);
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int PRECONDITION_FAILED = 412;
    private static final Map<String, String> CREATE_ONLY = Map.of("If-None-Match", "*");

    private final StoreConfig config;
    private final MinioClient client;

    private ObjectStore(StoreConfig config, MinioClient client) {
        this.config = config;
        this.client = client;
    }

    /// Makes a client; asks the store nothing yet.
    public static ObjectStore open(StoreConfig config) {
        MinioClient client = MinioClient.builder()
                .endpoint(config.endpoint().toString())
                .credentials(config.accessKey(), config.secretKey())
                .region(config.region())
                .build();
        client.setTimeout(CONNECT_TIMEOUT.toMillis(), TRANSFER_TIMEOUT.toMillis(), TRANSFER_TIMEOUT.toMillis());
        return new ObjectStore(config, client);
    }

    /// That only one worker leads rests on create-only puts: a store that ignores `If-None-Match` is refused.
    ///
    /// @throws ConfigurationException when the store answers, but not as it must
    /// @throws StoreException when the store does not answer
    public void requireCreateOnlyPuts() throws StoreException {
        byte[] text = "written by the trainer when it starts\n".getBytes(StandardCharsets.UTF_8);
        ask("self-test", () -> {
            try {
                put(SELF_TEST, text);
                if (put(SELF_TEST, text)) {
                    throw new ConfigurationException("the store at " + config.endpoint()
                            + " overwrites an object in spite of 'If-None-Match: *' (it must answer 412); two workers"
                            + " could publish the same version there: use a store with conditional writes");
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

    /// Puts an object that nobody but the leader writes. When it lies there already with these bytes, an earlier try
    /// arrived and its answer was lost.
    ///
    /// @throws SupersededException when it lies there with other bytes
    public void create(String key, byte[] bytes) throws StoreException, SupersededException {
        if (ask(key, () -> put(key, bytes))) {
            return;
        }
        byte[] there = read(key, bytes.length + 1).orElse(new byte[0]);
        if (!Arrays.equals(there, bytes)) {
            throw new SupersededException("object " + key + " was written by another worker");
        }
    }

    /// Puts a mark, whoever does it first.
    public void mark(String key) throws StoreException {
        ask(key, () -> put(key, new byte[0]));
    }

    /// @param limit bytes beyond it are cut off
    public Optional<byte[]> read(String key, int limit) throws StoreException {
        return ask(
                key,
                () -> found(() -> {
                    try (InputStream object = client.getObject(GetObjectArgs.builder()
                            .bucket(config.bucket())
                            .object(key)
                            .build())) {
                        return object.readNBytes(limit);
                    }
                }));
    }

    /// Exactly this part of an object.
    public ByteBuffer read(String key, long offset, int length) throws StoreException {
        if (length == 0) {
            return ByteBuffer.allocate(0);
        }
        return ask(key, () -> {
            try (InputStream part = client.getObject(GetObjectArgs.builder()
                    .bucket(config.bucket())
                    .object(key)
                    .offset(offset)
                    .length((long) length)
                    .build())) {
                byte[] bytes = part.readNBytes(length);
                if (bytes.length < length) {
                    throw new EOFException("it ends " + (length - bytes.length) + " bytes too early");
                }
                return ByteBuffer.wrap(bytes);
            }
        });
    }

    public boolean exists(String key) throws StoreException {
        return size(key).isPresent();
    }

    /// Bytes of an object; empty when there is none.
    public OptionalLong size(String key) throws StoreException {
        Optional<Long> size = ask(
                key,
                () -> found(() -> client.statObject(StatObjectArgs.builder()
                                .bucket(config.bucket())
                                .object(key)
                                .build())
                        .size()));
        return size.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /// Keys below a prefix. A hint, not the truth: an upload that never finished may be among them.
    public List<String> list(String prefix) throws StoreException {
        return ask(prefix, () -> {
            List<String> keys = new ArrayList<>();
            for (Result<Item> item : client.listObjects(ListObjectsArgs.builder()
                    .bucket(config.bucket())
                    .prefix(prefix)
                    .recursive(true)
                    .build())) {
                keys.add(item.get().objectName());
            }
            return keys;
        });
    }

    /// Deletes an object, if there is one.
    public void delete(String key) throws StoreException {
        ask(key, () -> {
            client.removeObject(RemoveObjectArgs.builder()
                    .bucket(config.bucket())
                    .object(key)
                    .build());
            return true;
        });
    }

    @Override
    public void close() throws Exception {
        client.close();
    }

    /// @return false when there is such an object already
    private boolean put(String key, byte[] bytes) throws MinioException {
        try {
            client.putObject(PutObjectArgs.builder()
                    .bucket(config.bucket())
                    .object(key)
                    .data(bytes, bytes.length)
                    .extraHeaders(CREATE_ONLY)
                    .build());
            return true;
        } catch (ErrorResponseException e) {
            if (e.response().code() == PRECONDITION_FAILED) {
                return false;
            }
            throw e;
        }
    }

    private static <T> Optional<T> found(Request<T> request) throws MinioException, IOException {
        try {
            return Optional.of(request.run());
        } catch (ErrorResponseException e) {
            if (e.response().code() == NOT_FOUND
                    && !"NoSuchBucket".equals(e.errorResponse().code())) {
                return Optional.empty();
            }
            throw e;
        }
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
