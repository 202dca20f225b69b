package io.teleloop.rollout.actor;

import io.teleloop.contract.v1.Step;
import io.teleloop.policy.PolicyBundle;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Actors in processes of their own. Their steps wait in a short queue: when the learner is slower, the pipes fill and
/// the actors wait, so experience is never much older than the policy.
public final class ActorProcesses implements StepSource {
    private static final Logger LOG = LoggerFactory.getLogger(ActorProcesses.class);
    private static final int WAITING_STEPS = 64;
    private static final int STOP_LIMIT_S = 5;

    private final List<Process> processes = new ArrayList<>();
    private final List<DataOutputStream> policies = new ArrayList<>();
    /// Empty: an actor has ended.
    private final BlockingQueue<Optional<Step>> steps = new ArrayBlockingQueue<>(WAITING_STEPS);

    /// @param specs one an actor
    /// @throws IOException when a process cannot be started
    public ActorProcesses(List<ActorSpec> specs) throws IOException {
        try {
            for (ActorSpec spec : specs) {
                Process process = start(spec);
                processes.add(process);
                policies.add(new DataOutputStream(new BufferedOutputStream(process.getOutputStream())));
                Thread.ofVirtual().name("actor-" + spec.index()).start(() -> receive(process));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// The same Java with the same flags as this process. The class path goes by the environment: ONNX Runtime 1.29
    /// overflows its stack when the command line has some thousand characters.
    private static Process start(ActorSpec spec) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add(ActorMain.class.getName());
        command.addAll(spec.toArguments());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }

    private void receive(Process process) {
        try {
            forward(process.getInputStream());
            steps.put(Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(InputStream pipe) throws InterruptedException {
        try (InputStream in = new BufferedInputStream(pipe)) {
            Step step = Step.parseDelimitedFrom(in);
            while (step != null) {
                steps.put(Optional.of(step));
                step = Step.parseDelimitedFrom(in);
            }
        } catch (IOException e) {
            LOG.info("Pipe of an actor broke problem={}", e.getMessage());
        }
    }

    @Override
    public void follow(PolicyBundle policy) throws IOException {
        for (DataOutputStream out : policies) {
            BundleStream.write(policy, out);
        }
    }

    @Override
    public Step next() throws IOException, InterruptedException {
        return steps.take().orElseThrow(() -> new IOException("an actor has ended; its reason stands above"));
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.destroy();
        }
        for (Process process : processes) {
            try {
                if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        // Lets go of readers that wait for room.
        steps.clear();
    }
}
