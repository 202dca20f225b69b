package io.teleloop.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.teleloop.local.process.ServiceSpec;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// A service of the stack that is to be killed and started again, which no supervisor must do in the meantime.
final class MortalService implements AutoCloseable {
    private final ServiceSpec spec;
    private Process process;

    private MortalService(ServiceSpec spec) throws IOException {
        this.spec = spec;
        process = launch(spec);
    }

    static MortalService start(ServiceSpec spec) throws IOException {
        return new MortalService(spec);
    }

    /// Lets it live for this long, kills it as `kill -9` does, and starts the next at once.
    void killAfterAndStartAgain(int millis) throws IOException, InterruptedException {
        assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS))
                .as("%s ends before it is killed; its log is %s", spec, spec.log())
                .isFalse();
        process.destroyForcibly().waitFor();
        process = launch(spec);
    }

    private static Process launch(ServiceSpec spec) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(spec.command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        return builder.start();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
