package io.teleloop.infra;

import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.net.URI;

/// Makes a bucket where it is missing.
public final class BucketSetup {
    private static final String REGION = "us-east-1";

    private BucketSetup() {}

    /// @throws IOException when the server does not answer or refuses
    public static void createIfMissing(URI endpoint, String accessKey, String secretKey, String bucket)
            throws IOException {
        try (MinioClient client = MinioClient.builder()
                .endpoint(endpoint.toString())
                .credentials(accessKey, secretKey)
                .region(REGION)
                .build()) {
            createIfMissing(client, bucket);
        } catch (IOException e) {
            throw new IOException("bucket '" + bucket + "' cannot be made at " + endpoint + ": " + e.getMessage(), e);
        } catch (Exception e) {
            throw new IOException("the S3 client of " + endpoint + " fails: " + e.getMessage(), e);
        }
    }

    private static void createIfMissing(MinioClient client, String bucket) throws IOException {
        try {
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
            }
        } catch (MinioException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
