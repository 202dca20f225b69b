package io.teleloop.gateway.policy;

import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.teleloop.contract.storage.ObjectKeys;
import io.teleloop.policy.PolicySource;
import io.teleloop.store.StoreConfig;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/// Reads policies from the object store. Every call waits for the store. Thread-safe.
final class PolicyStore implements PolicySource, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /// A trainer removes old versions long before there are so many.
    private static final int MOST_VERSIONS = 10_000;

    private final StoreConfig config;
    private final MinioClient client;

    PolicyStore(StoreConfig config) {
        this.config = config;
        client = MinioClient.builder()
                .endpoint(config.endpoint().toString())
                .credentials(config.accessKey(), config.secretKey())
                .region(config.region())
                .build();
        client.setTimeout(TIMEOUT.toMillis(), TIMEOUT.toMillis(), TIMEOUT.toMillis());
    }

    @Override
    public byte[] read(String key, long limitBytes) throws IOException {
        try (InputStream object = client.getObject(
                GetObjectArgs.builder().bucket(config.bucket()).object(key).build())) {
            byte[] bytes = object.readNBytes(Math.toIntExact(limitBytes + 1));
            if (bytes.length > limitBytes) {
                throw new IOException("object " + key + " is larger than " + limitBytes + " bytes");
            }
            return bytes;
        } catch (MinioException | IllegalStateException e) {
            // The client reports a refused connection as an IllegalStateException.
            throw new IOException("the store at " + config.endpoint() + " fails on " + key + ": " + e.getMessage(), e);
        }
    }

    /// Numbers under which there is something of a policy, newest first. Only a version whose card can be read is one:
    /// a listing may show what was never finished.
    List<Long> versions(String policyId) throws IOException {
        String folder = ObjectKeys.POLICIES + policyId + "/";
        List<Long> versions = new ArrayList<>();
        try {
            for (Result<Item> found : client.listObjects(ListObjectsArgs.builder()
                    .bucket(config.bucket())
                    .prefix(folder)
                    .build())) {
                version(found.get().objectName(), folder).ifPresent(versions::add);
                if (versions.size() == MOST_VERSIONS) {
                    break;
                }
            }
        } catch (MinioException | IllegalStateException e) {
            throw new IOException(
                    "the store at " + config.endpoint() + " cannot list " + folder + ": " + e.getMessage(), e);
        }
        versions.sort(Comparator.reverseOrder());
        return versions;
    }

    private static OptionalLong version(String name, String folder) {
        try {
            return OptionalLong.of(
                    Long.parseLong(name.substring(folder.length()).replaceFirst("/$", "")));
        } catch (NumberFormatException e) {
            // Something else lies there.
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() throws Exception {
        client.close();
    }
}
