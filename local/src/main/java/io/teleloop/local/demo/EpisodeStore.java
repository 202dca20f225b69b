package io.teleloop.local.demo;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/// Reads objects out of the store as any client would.
final class EpisodeStore implements AutoCloseable {
    private static final String REGION = "us-east-1";
    private static final int LARGEST_DOCUMENT_BYTES = 16 << 20;

    private final MinioClient client;
    private final String bucket;

    EpisodeStore(URI endpoint, String accessKey, String secretKey, String bucket) {
        this.bucket = bucket;
        client = MinioClient.builder()
                .endpoint(endpoint.toString())
                .credentials(accessKey, secretKey)
                .region(REGION)
                .build();
    }

    /// All bytes of a small object.
    byte[] readDocument(String key) throws IOException {
        try (InputStream object = open(key)) {
            byte[] bytes = object.readNBytes(LARGEST_DOCUMENT_BYTES + 1);
            if (bytes.length > LARGEST_DOCUMENT_BYTES) {
                throw new IOException("object " + key + " is larger than " + LARGEST_DOCUMENT_BYTES + " bytes");
            }
            return bytes;
        }
    }

    /// An object's bytes, as they come.
    InputStream open(String key) throws IOException {
        try {
            return client.getObject(
                    GetObjectArgs.builder().bucket(bucket).object(key).build());
        } catch (MinioException e) {
            throw new IOException("object " + bucket + "/" + key + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws Exception {
        client.close();
    }
}
