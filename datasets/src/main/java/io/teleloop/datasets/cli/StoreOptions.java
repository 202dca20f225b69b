package io.teleloop.datasets.cli;

import io.teleloop.service.Settings;
import io.teleloop.store.ObjectStore;
import io.teleloop.store.StoreConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Where the store is: that of the stack on this machine, unless settings say otherwise.
final class StoreOptions {
    @Option(
            names = "--data",
            defaultValue = "${sys:teleloop.home:-.}/data",
            description = "Folder of the stack that runs on this machine, with the store's keys; default:"
                    + " ${DEFAULT-VALUE}. Another store is given by TELELOOP_DATASETS_S3_ENDPOINT, _S3_BUCKET,"
                    + " _S3_ACCESS_KEY_FILE and _S3_SECRET_KEY_FILE.")
    private Path data = Path.of("data");

    @Option(
            names = "--s3-port",
            defaultValue = "9000",
            description = "Port of that stack's store; default: ${DEFAULT-VALUE}.")
    private int port = 9000;

    private static final String ENDPOINT = "TELELOOP_DATASETS_S3_ENDPOINT";

    ObjectStore open() throws IOException {
        if (System.getenv(ENDPOINT) != null) {
            return ObjectStore.open(StoreConfig.from(Settings.load("datasets")));
        }
        return ObjectStore.open(new StoreConfig(
                URI.create("http://127.0.0.1:" + port),
                "us-east-1",
                "teleloop",
                secret("s3-access-key"),
                secret("s3-secret-key")));
    }

    private String secret(String name) throws IOException {
        Path file = data.resolve("secrets").resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "there is no " + file + "; start the stack with ./teleloop up, or give its folder with"
                            + " --data, or another store with " + ENDPOINT);
        }
        return Files.readString(file).strip();
    }
}
