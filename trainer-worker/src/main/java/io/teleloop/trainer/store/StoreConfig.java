package io.teleloop.trainer.store;

import java.net.URI;

/// Where episodes, checkpoints and policies are stored.
///
/// @param endpoint URL of the S3 server, without a bucket
public record StoreConfig(URI endpoint, String region, String bucket, String accessKey, String secretKey) {
    /// Without the keys: it may be logged.
    @Override
    public String toString() {
        return "StoreConfig[endpoint=" + endpoint + ", region=" + region + ", bucket=" + bucket
                + ", accessKey=***, secretKey=***]";
    }
}
