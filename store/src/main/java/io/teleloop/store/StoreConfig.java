package io.teleloop.store;

import io.teleloop.service.ConfigurationException;
import io.teleloop.service.Settings;
import java.net.URI;
import java.net.URISyntaxException;

/// Where a service finds the object store.
///
/// | setting | default | meaning |
/// |---|---|---|
/// | `s3.endpoint` | | URL of the store |
/// | `s3.region` | us-east-1 | |
/// | `s3.bucket` | teleloop | |
/// | `s3.access.key`, `s3.access.key.file` | | the key, or the file that holds it |
/// | `s3.secret.key`, `s3.secret.key.file` | | the secret, or the file that holds it |
///
/// @param endpoint URL of the S3 server, without a bucket
public record StoreConfig(URI endpoint, String region, String bucket, String accessKey, String secretKey) {
    /// What a store that knows no regions takes.
    public static final String DEFAULT_REGION = "us-east-1";

    private static final String ENDPOINT = "s3.endpoint";

    /// @throws ConfigurationException when a setting is missing or cannot be
    public static StoreConfig from(Settings settings) {
        return new StoreConfig(
                endpoint(settings.text(ENDPOINT)),
                settings.text("s3.region", DEFAULT_REGION),
                settings.text("s3.bucket", "teleloop"),
                settings.secret("s3.access.key"),
                settings.secret("s3.secret.key"));
    }

    private static URI endpoint(String text) {
        try {
            URI endpoint = new URI(text);
            if (endpoint.getHost() != null) {
                return endpoint;
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw new ConfigurationException(
                "setting '" + ENDPOINT + "' is '" + text + "'; give a URL such as http://127.0.0.1:9000");
    }

    /// Without the keys: it may be logged.
    @Override
    public String toString() {
        return "StoreConfig[endpoint=" + endpoint + ", region=" + region + ", bucket=" + bucket
                + ", accessKey=***, secretKey=***]";
    }
}
