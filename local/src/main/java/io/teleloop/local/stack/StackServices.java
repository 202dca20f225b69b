package io.teleloop.local.stack;

import io.teleloop.local.process.ServiceSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The services of the stack in the order in which they start, with all their settings.
final class StackServices {
    static final String TRAINER = "trainer";

    private static final String AUGMENTER = "augmenter";
    private static final String AUGMENTER_COMMANDS = "io.teleloop.augmenter.command.Commands";
    private static final String NOTHING_PLANNED = "[]";
    private static final int AUGMENTER_HEAP_MEGABYTES = 768;
    private static final List<String> LOWEST_PRIORITY = List.of("nice", "-n", "19");
    private static final String HOST = "127.0.0.1";

    private final StackConfig config;
    private final DataFolder data;
    private final Secrets secrets;

    StackServices(StackConfig config, DataFolder data, Secrets secrets) {
        this.config = config;
        this.data = data;
        this.secrets = secrets;
    }

    /// Those that start side by side, each group when the one before is ready.
    List<List<ServiceSpec>> inStartOrder() {
        return List.of(List.of(infra()), List.of(gateway(), recorder(), labeler(), catalogue(), datasets(), robot()));
    }

    /// Likewise, only those that it takes to drive the robot and to record it.
    List<List<ServiceSpec>> forDriving() {
        return List.of(List.of(infra()), List.of(gateway(), recorder(), robot()));
    }

    private ServiceSpec infra() {
        return service(
                "infra",
                ServiceCommand.of(config.home(), "infra", 448),
                config.ports().of(Port.INFRA_MANAGEMENT),
                Map.of(
                        "TELELOOP_INFRA_DATA_DIR", data.root().toString(),
                        "TELELOOP_INFRA_KAFKA_PORT", text(config.ports().of(Port.KAFKA)),
                        "TELELOOP_INFRA_S3_PORT", text(config.ports().of(Port.S3)),
                        "TELELOOP_INFRA_S3_ACCESS_KEY", secrets.s3AccessKey(),
                        "TELELOOP_INFRA_S3_SECRET_KEY", secrets.s3SecretKey(),
                        "TELELOOP_INFRA_S3_BUCKET", StackConfig.BUCKET,
                        "TELELOOP_INFRA_POSTGRES_PORT", text(config.ports().of(Port.POSTGRES)),
                        "TELELOOP_INFRA_POSTGRES_PASSWORD", secrets.databasePassword(),
                        "TELELOOP_INFRA_MANAGEMENT_PORT", text(config.ports().of(Port.INFRA_MANAGEMENT))));
    }

    private ServiceSpec gateway() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("TELELOOP_GATEWAY_PORT", text(config.ports().of(Port.GATEWAY)));
        environment.put("TELELOOP_GATEWAY_KAFKA_BOOTSTRAP", kafka());
        environment.put("TELELOOP_GATEWAY_S3_ENDPOINT", s3());
        environment.put("TELELOOP_GATEWAY_S3_ACCESS_KEY", secrets.s3AccessKey());
        environment.put("TELELOOP_GATEWAY_S3_SECRET_KEY", secrets.s3SecretKey());
        environment.put("TELELOOP_GATEWAY_S3_BUCKET", StackConfig.BUCKET);
        environment.put(
                "TELELOOP_GATEWAY_OPERATOR_TOKENS", secrets.operatorTokens().toString());
        environment.put("TELELOOP_GATEWAY_ROBOT_TOKENS", secrets.robotTokens().toString());
        environment.put(
                "TELELOOP_GATEWAY_CATALOGUE_URL",
                "http://" + HOST + ":" + config.ports().of(Port.CATALOGUE));
        environment.put(
                "TELELOOP_GATEWAY_DATASETS_URL",
                "http://" + HOST + ":" + config.ports().of(Port.DATASETS));
        environment.put(
                "TELELOOP_GATEWAY_SPOOL_DIR", data.root().resolve("spool").toString());
        environment.put("TELELOOP_GATEWAY_MANAGEMENT_PORT", text(config.ports().of(Port.GATEWAY_MANAGEMENT)));
        return service(
                "gateway",
                ServiceCommand.of(config.home(), "teleop-gateway", 512),
                config.ports().of(Port.GATEWAY_MANAGEMENT),
                environment);
    }

    private ServiceSpec catalogue() {
        Map<String, String> environment = new TreeMap<>(CatalogueRebuild.environment(config, secrets));
        environment.put("TELELOOP_CATALOGUE_PORT", text(config.ports().of(Port.CATALOGUE)));
        // One catalogue runs here: after a crash the next one reads on at once.
        environment.put("TELELOOP_CATALOGUE_KAFKA_GROUP_INSTANCE", "catalogue-1");
        environment.put(
                "TELELOOP_CATALOGUE_MANAGEMENT_PORT", text(config.ports().of(Port.CATALOGUE_MANAGEMENT)));
        return service(
                "catalogue",
                ServiceCommand.of(config.home(), "catalogue", 256),
                config.ports().of(Port.CATALOGUE_MANAGEMENT),
                environment);
    }

    private ServiceSpec datasets() {
        return service(
                "datasets",
                ServiceCommand.ofComputing(config.home(), "datasets", 256),
                config.ports().of(Port.DATASETS_MANAGEMENT),
                Map.of(
                        "TELELOOP_DATASETS_PORT", text(config.ports().of(Port.DATASETS)),
                        "TELELOOP_DATASETS_S3_ENDPOINT", s3(),
                        "TELELOOP_DATASETS_S3_ACCESS_KEY", secrets.s3AccessKey(),
                        "TELELOOP_DATASETS_S3_SECRET_KEY", secrets.s3SecretKey(),
                        "TELELOOP_DATASETS_S3_BUCKET", StackConfig.BUCKET,
                        "TELELOOP_DATASETS_OPERATOR_TOKENS",
                                secrets.operatorTokens().toString(),
                        "TELELOOP_DATASETS_WORK_DIR", data.spool("exports").toString(),
                        "TELELOOP_DATASETS_MANAGEMENT_PORT", text(config.ports().of(Port.DATASETS_MANAGEMENT))));
    }

    private String kafka() {
        return HOST + ":" + config.ports().of(Port.KAFKA);
    }

    private String s3() {
        return "http://" + HOST + ":" + config.ports().of(Port.S3);
    }

    private ServiceSpec recorder() {
        return service(
                "recorder",
                ServiceCommand.of(config.home(), "recorder", 512),
                config.ports().of(Port.RECORDER_MANAGEMENT),
                Map.of(
                        "TELELOOP_RECORDER_KAFKA_BOOTSTRAP",
                        kafka(),
                        // One recorder runs here: after a crash the next one takes over its partitions at once.
                        "TELELOOP_RECORDER_KAFKA_GROUP_INSTANCE",
                        "recorder-1",
                        "TELELOOP_RECORDER_SPOOL_DIR",
                        data.spool("recorder").toString(),
                        "TELELOOP_RECORDER_S3_ENDPOINT",
                        s3(),
                        "TELELOOP_RECORDER_S3_ACCESS_KEY",
                        secrets.s3AccessKey(),
                        "TELELOOP_RECORDER_S3_SECRET_KEY",
                        secrets.s3SecretKey(),
                        "TELELOOP_RECORDER_S3_BUCKET",
                        StackConfig.BUCKET,
                        "TELELOOP_RECORDER_MANAGEMENT_PORT",
                        text(config.ports().of(Port.RECORDER_MANAGEMENT))));
    }

    private ServiceSpec labeler() {
        return service(
                "labeler",
                LabelerProcess.command(config),
                config.ports().of(Port.LABELER_MANAGEMENT),
                LabelerProcess.environment(config, secrets));
    }

    private ServiceSpec robot() {
        List<String> command = new ArrayList<>(ServiceCommand.ofQuickSimulation(config.home(), "robot-sim", 512));
        command.addAll(List.of(
                "--task",
                config.task(),
                "--robot-id",
                StackConfig.ROBOT,
                "--gateway",
                robotLink().toString()));
        return service(
                "robot",
                command,
                config.ports().of(Port.ROBOT_MANAGEMENT),
                Map.of(
                        "TELELOOP_ROBOT_TOKEN", secrets.robotToken(),
                        "TELELOOP_ROBOT_MANAGEMENT_PORT", text(config.ports().of(Port.ROBOT_MANAGEMENT))));
    }

    /// Learns as planned; one at a time.
    ServiceSpec trainer(TrainerPlan plan) {
        Map<String, String> environment = new TreeMap<>(LearningEnvironment.ofThisMachine());
        environment.put("TELELOOP_TRAINER_KAFKA_BOOTSTRAP", kafka());
        // One trainer runs here: after a crash the next one leads at once.
        environment.put("TELELOOP_TRAINER_KAFKA_GROUP_INSTANCE", "trainer-1");
        environment.put("TELELOOP_TRAINER_S3_ENDPOINT", s3());
        environment.put("TELELOOP_TRAINER_S3_ACCESS_KEY", secrets.s3AccessKey());
        environment.put("TELELOOP_TRAINER_S3_SECRET_KEY", secrets.s3SecretKey());
        environment.put("TELELOOP_TRAINER_S3_BUCKET", StackConfig.BUCKET);
        environment.put("TELELOOP_TRAINER_TASK", config.task());
        environment.put("TELELOOP_TRAINER_ALGORITHM", plan.algorithm());
        environment.put("TELELOOP_TRAINER_POLICY", plan.policy());
        environment.put("TELELOOP_TRAINER_BASE", plan.base());
        environment.put("TELELOOP_TRAINER_DEMONSTRATIONS_MIN", Integer.toString(plan.demonstrations()));
        environment.put("TELELOOP_TRAINER_DEMONSTRATIONS_GENERATED", Boolean.toString(plan.generated()));
        environment.put("TELELOOP_TRAINER_MANAGEMENT_PORT", text(config.ports().of(Port.TRAINER_MANAGEMENT)));
        return service(
                TRAINER,
                ServiceCommand.ofLearning(config.home(), "trainer-worker", 1024),
                config.ports().of(Port.TRAINER_MANAGEMENT),
                environment);
    }

    /// Makes episodes out of sealed ones.
    ///
    /// @param plan as in the augmenter's settings
    ServiceSpec augmenter(String plan) {
        return augmenter(
                AUGMENTER, ServiceCommand.ofSimulation(config.home(), AUGMENTER, AUGMENTER_HEAP_MEGABYTES), plan);
    }

    /// Runs one of the augmenter's commands to its end, at the lowest priority: the robot goes on in real time beside
    /// it.
    ///
    /// @param arguments as after `./teleloop`
    ServiceSpec augmenterCommand(List<String> arguments) {
        List<String> command = new ArrayList<>(LOWEST_PRIORITY);
        command.addAll(ServiceCommand.ofQuickSimulation(
                config.home(), AUGMENTER, AUGMENTER_HEAP_MEGABYTES, AUGMENTER_COMMANDS));
        command.addAll(arguments);
        return augmenter(arguments.getFirst(), command, NOTHING_PLANNED);
    }

    private ServiceSpec augmenter(String name, List<String> command, String plan) {
        return service(
                name,
                command,
                config.ports().of(Port.AUGMENTER_MANAGEMENT),
                Map.of(
                        "TELELOOP_AUGMENTER_KAFKA_BOOTSTRAP",
                        kafka(),
                        // One augmenter runs here: after a crash the next one goes on at once.
                        "TELELOOP_AUGMENTER_KAFKA_GROUP_INSTANCE",
                        "augmenter-1",
                        "TELELOOP_AUGMENTER_S3_ENDPOINT",
                        s3(),
                        "TELELOOP_AUGMENTER_S3_ACCESS_KEY",
                        secrets.s3AccessKey(),
                        "TELELOOP_AUGMENTER_S3_SECRET_KEY",
                        secrets.s3SecretKey(),
                        "TELELOOP_AUGMENTER_S3_BUCKET",
                        StackConfig.BUCKET,
                        "TELELOOP_AUGMENTER_PLAN",
                        plan,
                        "TELELOOP_AUGMENTER_MANAGEMENT_PORT",
                        text(config.ports().of(Port.AUGMENTER_MANAGEMENT))));
    }

    private URI robotLink() {
        return URI.create("ws://" + HOST + ":" + config.ports().of(Port.GATEWAY) + "/robot");
    }

    private ServiceSpec service(String name, List<String> command, int management, Map<String, String> environment) {
        Path log = data.logs().resolve(name + ".log");
        return new ServiceSpec(
                name, command, environment, URI.create("http://" + HOST + ":" + management + "/readyz"), log);
    }

    private static String text(int port) {
        return Integer.toString(port);
    }
}
