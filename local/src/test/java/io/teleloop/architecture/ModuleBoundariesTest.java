package io.teleloop.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who may know whom, read from the compiled classes of every module.
class ModuleBoundariesTest {
    private static final String OURS = "io.teleloop..";
    /// Generated from MuJoCo: huge, and knowing only the WebAssembly runtime.
    private static final String COMPILED_PHYSICS = "/io/teleloop/sim/mujoco/compiled/";

    /// The services: each runs on its own and knows the contract, never another service.
    private static final Map<String, String> SERVICES = Map.of(
            "teleop-gateway", "io.teleloop.gateway..",
            "recorder", "io.teleloop.recorder..",
            "labeler", "io.teleloop.labeler..",
            "catalogue", "io.teleloop.catalogue..",
            "datasets", "io.teleloop.datasets..",
            "trainer-worker", "io.teleloop.trainer..",
            "augmenter", "io.teleloop.augmenter..",
            "robot-sim", "io.teleloop.sim..",
            "infra", "io.teleloop.infra..");

    /// Not the simulated robot, but the scenes that it acts in: a generator performs there what it made up.
    private static final String SIMULATED_TASKS = "io.teleloop.sim.task..";

    private static JavaClasses classes;

    @BeforeAll
    static void readEveryModule() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> modules = Files.list(root)) {
            List<Path> compiled = modules.map(module -> module.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .toList();
            classes = new ClassFileImporter()
                    .withImportOption(location -> !location.contains(COMPILED_PHYSICS))
                    .importPaths(compiled);
        }
    }

    @Test
    void everyServiceShouldHaveBeenRead() {
        assertThat(SERVICES.values())
                .allSatisfy(service -> assertThat(classes.stream().anyMatch(resideInAPackage(service)))
                        .as(service)
                        .isTrue());
    }

    @Test
    void aServiceShouldNeverSeeAnotherServicesCode() {
        SERVICES.values().forEach(service -> {
            String[] others = SERVICES.values().stream()
                    .filter(other -> !other.equals(service))
                    .toArray(String[]::new);
            noClasses()
                    .that(resideInAPackage(service))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others).and(not(resideInAPackage(SIMULATED_TASKS))))
                    .because("services are deployed apart; what two of them share belongs into the contract")
                    .check(classes);
        });
    }

    @Test
    void mcapShouldDependOnNothingOfOurs() {
        onlyKnows("io.teleloop.mcap..");
    }

    @Test
    void lerobotShouldDependOnNothingOfOurs() {
        onlyKnows("io.teleloop.lerobot..");
    }

    @Test
    void dataSetsShouldKnowTheLibrariesAlone() {
        onlyKnows(
                "io.teleloop.datasets..",
                "io.teleloop.contract..",
                "io.teleloop.service..",
                "io.teleloop.http..",
                "io.teleloop.store..",
                "io.teleloop.kafka..",
                "io.teleloop.archive..",
                "io.teleloop.lerobot..");
    }

    @Test
    void theOnnxWriterShouldDependOnNothingOfOurs() {
        onlyKnows("io.teleloop.onnx..");
    }

    @Test
    void aPolicyShouldKnowOnlyTheContract() {
        onlyKnows("io.teleloop.policy..", "io.teleloop.contract..");
    }

    @Test
    void learningShouldKnowOnlyTheContractAndTheOnnxWriter() {
        onlyKnows("io.teleloop.learning..", "io.teleloop.contract..", "io.teleloop.onnx..");
    }

    @Test
    void learningShouldKnowNeitherKafkaNorTheStore() {
        noClasses()
                .that(resideInAPackage("io.teleloop.learning.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "io.minio.."))
                .because("a learner runs the same in the trainer, in a rollout and in a test")
                .check(classes);
    }

    @Test
    void theContractShouldDependOnNothingElseOfOurs() {
        onlyKnows("io.teleloop.contract..");
    }

    @Test
    void theServiceFrameShouldDependOnNothingElseOfOurs() {
        onlyKnows("io.teleloop.service..");
    }

    @Test
    void theHttpFrameShouldKnowOnlyTheServiceFrame() {
        onlyKnows("io.teleloop.http..", "io.teleloop.service..");
    }

    @Test
    void theStoreShouldKnowOnlyTheServiceFrame() {
        onlyKnows("io.teleloop.store..", "io.teleloop.service..");
    }

    @Test
    void onlyTheStoreShouldSpeakS3() {
        noClasses()
                .that(resideInAPackage(OURS)
                        .and(not(resideInAnyPackage(
                                "io.teleloop.store..", "io.teleloop.infra..", "io.teleloop.storecheck.."))))
                .should()
                .dependOnClassesThat(resideInAPackage("io.minio.."))
                .because("there is one client; infra makes the bucket, and the store check looks from outside")
                .check(classes);
    }

    @Test
    void theArchiveShouldKnowOnlyTheContractTheStoreAndMcap() {
        onlyKnows("io.teleloop.archive..", "io.teleloop.contract..", "io.teleloop.store..", "io.teleloop.mcap..");
    }

    @Test
    void theKafkaClientsShouldKnowOnlyTheContractAndTheServiceFrame() {
        onlyKnows("io.teleloop.kafka..", "io.teleloop.contract..", "io.teleloop.service..");
    }

    @Test
    void aRobotShouldKnowOnlyTheContract() {
        onlyKnows("io.teleloop.robot..", "io.teleloop.contract..");
    }

    @Test
    void thePhysicsEngineShouldKnowNothingOfTasks() {
        onlyKnows("io.teleloop.sim.mujoco..", "io.teleloop.sim.geometry..");
    }

    @Test
    void nativeWebRtcShouldStayInTheTwoPackagesThatFreeIt() {
        classes()
                .that(not(resideInAnyPackage("io.teleloop.webrtc..", "io.teleloop.gateway.webrtc.."))
                        .and(resideInAPackage(OURS)))
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("dev.onvoid.webrtc..")))
                .because("its native objects are freed by hand, in one order")
                .check(classes);
    }

    @Test
    void augmentersShouldKnowNeitherKafkaNorTheStore() {
        onlyKnows("io.teleloop.augmentation..", "io.teleloop.contract..", "io.teleloop.sim..", "io.teleloop.robot..");
        noClasses()
                .that(resideInAPackage("io.teleloop.augmentation.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "io.minio.."))
                .because("an augmenter makes the same of stored episodes, in a rollout and in a test")
                .check(classes);
    }

    private static void onlyKnows(String module, String... known) {
        com.tngtech.archunit.base.DescribedPredicate<JavaClass> stranger =
                resideInAPackage(OURS).and(not(resideInAPackage(module))).and(not(resideInAnyPackage(known)));
        noClasses()
                .that(resideInAPackage(module))
                .should()
                .dependOnClassesThat(stranger)
                .because("it can be used alone")
                .check(classes);
    }
}
