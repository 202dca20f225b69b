package io.teleloop.local.stack;

import io.teleloop.local.process.ChildProcess;
import io.teleloop.local.process.ServiceListener;
import io.teleloop.local.process.ServiceSpec;
import io.teleloop.local.process.StartFailedException;
import io.teleloop.local.process.Supervisor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The whole stack on this machine: Kafka, S3 and PostgreSQL, gateway, recorder, labeler, catalogue, data sets and
/// one simulated robot.
public final class LocalStack implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

    private final StackConfig config;
    private final DataFolder data;
    private final Secrets secrets;
    private final Supervisor supervisor;

    private LocalStack(StackConfig config, DataFolder data, Secrets secrets, Supervisor supervisor) {
        this.config = config;
        this.data = data;
        this.secrets = secrets;
        this.supervisor = supervisor;
    }

    /// Takes the data folder and makes what is missing in it; starts nothing yet.
    ///
    /// @throws PortsInUseException when a port is taken
    /// @throws IOException when the data folder cannot be used
    public static LocalStack prepare(StackConfig config, ServiceListener listener)
            throws IOException, PortsInUseException {
        config.ports().requireFree();
        DataFolder data = DataFolder.open(config.dataDir());
        try {
            Secrets secrets = Secrets.loadOrCreate(data.secrets(), StackConfig.OPERATOR, StackConfig.robots());
            return new LocalStack(config, data, secrets, new Supervisor(START_PATIENCE, STOP_PATIENCE, listener));
        } catch (IOException e) {
            data.close();
            throw e;
        }
    }

    /// Starts every service and returns when all are ready.
    public void start() throws StartFailedException, InterruptedException {
        start(new StackServices(config, data, secrets).inStartOrder());
    }

    /// Starts only what it takes to drive the robot and to record it, and returns when all are ready.
    public void startDriving() throws StartFailedException, InterruptedException {
        start(new StackServices(config, data, secrets).forDriving());
    }

    private void start(List<List<ServiceSpec>> groups) throws StartFailedException, InterruptedException {
        for (List<ServiceSpec> together : groups) {
            supervisor.start(together);
        }
    }

    /// Starts a trainer beside the other services and returns when it is ready.
    public void startTrainer(TrainerPlan plan) throws StartFailedException, InterruptedException {
        supervisor.start(new StackServices(config, data, secrets).trainer(plan));
    }

    /// Starts an augmenter beside the other services and returns when it is ready.
    ///
    /// @param plan as in the augmenter's settings
    public void startAugmenter(String plan) throws StartFailedException, InterruptedException {
        supervisor.start(new StackServices(config, data, secrets).augmenter(plan));
    }

    /// Starts one of the augmenter's commands, at the lowest priority: the robot goes on in real time beside it.
    /// It ends with the calling thread at the latest.
    ///
    /// @param arguments as after `./teleloop`; the first names its log
    public Process startAugmenterCommand(List<String> arguments) throws IOException {
        return ChildProcess.start(new StackServices(config, data, secrets).augmenterCommand(arguments));
    }

    /// Starts a Prometheus that watches what runs now, by the rules of `monitoring`, and returns when it is ready.
    ///
    /// @throws IOException when its configuration cannot be written
    public void startMonitoring() throws IOException, StartFailedException, InterruptedException {
        supervisor.start(Prometheus.watching(supervisor.services(), config, data));
    }

    /// Ends the trainer that runs; it keeps what it learned.
    public void stopTrainer() {
        supervisor.stop(StackServices.TRAINER);
    }

    /// What the simulated robot is set up for.
    public String task() {
        return config.task();
    }

    /// The services' processes, in the order of start.
    public List<Long> pids() {
        return supervisor.pids();
    }

    public DataFolder data() {
        return data;
    }

    public Secrets secrets() {
        return secrets;
    }

    /// Where the gateway listens.
    public URI gateway() {
        return URI.create("http://localhost:" + config.ports().of(Port.GATEWAY));
    }

    /// The Drive page with the access code: a fragment never leaves the browser.
    public URI drivePage() {
        return URI.create(gateway() + "/#code=" + secrets.operatorCode());
    }

    /// The Learn page with the access code.
    public URI learnPage() {
        return URI.create(gateway() + "/?learn=#code=" + secrets.operatorCode());
    }

    /// The Episodes page with the access code.
    public URI episodesPage() {
        return URI.create(gateway() + "/?episodes=#code=" + secrets.operatorCode());
    }

    /// The Datasets page with the access code.
    public URI datasetsPage() {
        return URI.create(gateway() + "/?datasets=#code=" + secrets.operatorCode());
    }

    /// Where Prometheus shows what it knows.
    public URI monitoring() {
        return URI.create("http://localhost:" + config.ports().of(Port.MONITORING));
    }

    /// Where the token of a robot that may connect lies.
    public Path robotTokenFile(String robot) {
        return Secrets.robotTokenFile(data.secrets(), robot);
    }

    public URI s3() {
        return URI.create("http://127.0.0.1:" + config.ports().of(Port.S3));
    }

    /// Stops every service in reverse order.
    @Override
    public void close() throws IOException {
        supervisor.close();
        data.close();
    }
}
