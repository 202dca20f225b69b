package io.teleloop.store;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.teleloop.service.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Objects in one bucket of an S3 store. Every call waits for the store's answer.
///
/// Safe for use by several threads at once.
public final class ObjectStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectStore.class);
    private static final String SELF_TEST = "self-test/create-only";
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TRANSFER_TIMEOUT = Duration.ofSeconds(60);
    /// A part is read from the file, so memory does not depend on it; 10,000 parts allow 160 GB an object.
    private static final long PART_BYTES = 16L << 20;

    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Map<String, String> CREATE_ONLY = Map.of("If-None-Match", "*");

    private final StoreConfig config;
    private final MinioClient client;

    private ObjectStore(StoreConfig config, MinioClient client) {
        this.config = config;
        this.client = client;
    }

    /// Makes a client; asks the store nothing yet.
    public static ObjectStore open(StoreConfig config) {
        return open(config, TRANSFER_TIMEOUT);
    }

    /// @param transferTimeout after which a request fails whose bytes do not flow
    public static ObjectStore open(StoreConfig config, Duration transferTimeout) {
        MinioClient client = MinioClient.builder()
                .endpoint(config.endpoint().toString())
                .credentials(config.accessKey(), config.secretKey())
                .region(config.region())
                .build();
        client.setTimeout(CONNECT_TIMEOUT.toMillis(), transferTimeout.toMillis(), transferTimeout.toMillis());
        return new ObjectStore(config, client);
    }

    /// Returns when the store answers as it must.
    ///
    /// @param waiting told what it waits for, at every try
    /// @throws ConfigurationException when the store answers, but not as it must
    public void awaitUsable(Consumer<String> waiting) throws InterruptedException {
        while (true) {
            try {
                requireCreateOnlyPuts();
                return;
            } catch (StoreException e) {
                LOG.warn("The store cannot be used yet problem={}", e.getMessage());
                waiting.accept("the store: " + e.getMessage());
                Thread.sleep(RETRY);
            }
        }
    }

    /// That everything is stored once rests on create-only puts: a store that ignores `If-None-Match` is refused
    /// before any work.
    ///
    /// @throws ConfigurationException when the store answers, but not as it must
    /// @throws StoreException when the store does not answer
    public void requireCreateOnlyPuts() throws StoreException {
        byte[] text = "written by a service when it starts\n".getBytes(StandardCharsets.UTF_8);
        ask(SELF_TEST, () -> {
            try {
                put(SELF_TEST, text);
                if (put(SELF_TEST, text)) {
                    throw new ConfigurationException("the store at " + config.endpoint()
                            + " overwrites an object in spite of 'If-None-Match: *' (it must answer 412); two writers"
                            + " could store the same thing twice there: use a store with conditional writes");
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

    /// Puts an object where there is none.
    ///
    /// @return false when there is one already, which stays as it is
    public boolean putIfAbsent(String key, byte[] bytes) throws StoreException {
        return ask(key, () -> put(key, bytes));
    }

    /// Puts a file of any size, in place of what is there: for keys that say what the bytes are.
    public void upload(String key, Path file) throws StoreException {
        ask(
                key,
                () -> client.uploadObject(UploadObjectArgs.builder()
                        .bucket(config.bucket())
                        .object(key)
                        .filename(file.toString(), PART_BYTES)
                        .contentType("application/octet-stream")
                        .parallelUploads(1)
                        .build()));
    }

    /// All bytes of an object; empty when there is none.
    ///
    /// @throws StoreException when the store does not answer
    /// @throws IOException when the object has more bytes than the limit
    public Optional<byte[]> read(String key, int limit) throws IOException {
        Optional<byte[]> bytes = ask(
                key,
                () -> found(() -> {
                    try (InputStream object = get(key)) {
                        // One more shows that there is more.
                        return object.readNBytes(limit == Integer.MAX_VALUE ? limit : limit + 1);
                    }
                }));
        if (bytes.isPresent() && bytes.get().length > limit) {
            throw new IOException("object " + key + " has more than " + limit + " bytes, the most that are read");
        }
        return bytes;
    }

    /// Exactly this part of an object.
    ///
    /// @throws StoreException when the store does not answer
    /// @throws IOException when the object is not there, or ends before: no other try helps
    public ByteBuffer read(String key, long offset, int length) throws IOException {
        if (length == 0) {
            return ByteBuffer.allocate(0);
        }
        Optional<byte[]> bytes = ask(
                key,
                () -> found(() -> {
                    try (InputStream part = client.getObject(GetObjectArgs.builder()
                            .bucket(config.bucket())
                            .object(key)
                            .offset(offset)
                            .length((long) length)
                            .build())) {
                        // An answer that breaks off fails by itself: what ends early is the object.
                        return part.readNBytes(length);
                    }
                }));
        int found = bytes.map(part -> part.length).orElse(0);
        if (found < length) {
            throw new IOException("object " + key + " is not there or too short: it has " + found + " of the " + length
                    + " bytes from byte " + offset + " on");
        }
        return ByteBuffer.wrap(bytes.get());
    }

    /// An object's bytes as they come; empty when there is none. The caller closes it, soon: it holds a connection.
    public Optional<InputStream> stream(String key) throws StoreException {
        return ask(key, () -> found(() -> get(key)));
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

    /// All keys below a prefix, for where there are few. A hint, not the truth: an upload that never finished may be
    /// among them.
    public List<String> list(String prefix) throws StoreException {
        List<String> keys = new ArrayList<>();
        KeyCursor cursor = keys(prefix, "");
        for (String key = cursor.next(); key != null; key = cursor.next()) {
            keys.add(key);
        }
        return keys;
    }

    /// Keys below a prefix, for where there may be many. A hint as [#list] is.
    ///
    /// @param after begins behind this key; empty for the first
    public KeyCursor keys(String prefix, String after) {
        Iterator<Result<Item>> items = items(prefix, after);
        return () -> ask(
                        prefix,
                        () -> items.hasNext() ? Optional.of(items.next().get().objectName()) : Optional.<String>empty())
                .orElse(null);
    }

    /// All objects below a prefix with their sizes, for where there are few. A hint as [#list] is.
    public List<StoredObject> objects(String prefix) throws StoreException {
        Iterator<Result<Item>> items = items(prefix, "");
        return ask(prefix, () -> {
            List<StoredObject> objects = new ArrayList<>();
            while (items.hasNext()) {
                Item item = items.next().get();
                objects.add(new StoredObject(item.objectName(), item.size()));
            }
            return objects;
        });
    }

    private Iterator<Result<Item>> items(String prefix, String after) {
        ListObjectsArgs.Builder listing =
                ListObjectsArgs.builder().bucket(config.bucket()).prefix(prefix).recursive(true);
        if (!after.isEmpty()) {
            listing.startAfter(after);
        }
        return client.listObjects(listing.build()).iterator();
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

    private InputStream get(String key) throws MinioException {
        return client.getObject(
                GetObjectArgs.builder().bucket(config.bucket()).object(key).build());
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
            // A 409 says that somebody puts it at this moment: whether that succeeds is seen by asking again.
            throw e;
        }
    }

    private static <T> Optional<T> found(Request<T> request) throws MinioException, IOException {
        try {
            return Optional.of(request.run());
        } catch (ErrorResponseException e) {
            int status = e.response().code();
            if (status == RANGE_NOT_SATISFIABLE
                    || (status == NOT_FOUND
                            && !"NoSuchBucket".equals(e.errorResponse().code()))) {
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
