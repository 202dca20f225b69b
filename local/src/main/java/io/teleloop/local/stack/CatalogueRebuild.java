package io.teleloop.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes the catalogue of a stack that runs anew, out of its store.
public final class CatalogueRebuild {
    private static final String HOST = "127.0.0.1";

    private CatalogueRebuild() {}

    /// Returns when it is done; what it says goes where this process's own output goes.
    ///
    /// @param config of the stack that runs
    /// @return exit code of the catalogue's command
    /// @throws IOException when no stack ever ran on the data folder
    public static int run(StackConfig config) throws IOException, InterruptedException {
        Path folder = config.dataDir().resolve("secrets");
        if (!Files.isDirectory(folder)) {
            throw new IOException("no stack ever ran on " + config.dataDir() + "; start one with ./teleloop up, or name"
                    + " its folder with --data");
        }
        Secrets secrets = Secrets.loadOrCreate(folder, StackConfig.OPERATOR, StackConfig.robots());
        List<String> command = new ArrayList<>(ServiceCommand.of(config.home(), "catalogue", 256));
        command.add("rebuild");
        ProcessBuilder catalogue = new ProcessBuilder(command).inheritIO();
        catalogue.environment().putAll(environment(config, secrets));
        return catalogue.start().waitFor();
    }

    /// Where the catalogue finds what it needs.
    static Map<String, String> environment(StackConfig config, Secrets secrets) {
        StackPorts ports = config.ports();
        Map<String, String> environment = new TreeMap<>();
        environment.put("TELELOOP_CATALOGUE_KAFKA_BOOTSTRAP", HOST + ":" + ports.of(Port.KAFKA));
        environment.put("TELELOOP_CATALOGUE_S3_ENDPOINT", "http://" + HOST + ":" + ports.of(Port.S3));
        environment.put("TELELOOP_CATALOGUE_S3_ACCESS_KEY", secrets.s3AccessKey());
        environment.put("TELELOOP_CATALOGUE_S3_SECRET_KEY", secrets.s3SecretKey());
        environment.put("TELELOOP_CATALOGUE_S3_BUCKET", StackConfig.BUCKET);
        environment.put(
                "TELELOOP_CATALOGUE_DATABASE_URL",
                "jdbc:postgresql://" + HOST + ":" + ports.of(Port.POSTGRES) + "/teleloop");
        environment.put("TELELOOP_CATALOGUE_DATABASE_PASSWORD", secrets.databasePassword());
        environment.put(
                "TELELOOP_CATALOGUE_OPERATOR_TOKENS", secrets.operatorTokens().toString());
        return environment;
    }
}
