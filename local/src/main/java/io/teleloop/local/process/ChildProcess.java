package io.teleloop.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts a process that cannot be left behind.
public final class ChildProcess {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    private ChildProcess() {}

    /// The child stays in this process's group. It ignores Ctrl-C, which a terminal sends to the whole group: the
    /// supervisor stops the services in order instead. The kernel sends it SIGTERM when the calling thread ends, so
    /// call this from a thread that lives as long as the child shall.
    public static Process start(ServiceSpec service) throws IOException {
        ServiceLog.prepare(service.log());
        ProcessBuilder builder = new ProcessBuilder(wrapped(service.command()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(service.log().toFile()));
        builder.environment().putAll(service.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static List<String> wrapped(List<String> command) {
        List<String> wrapped = new ArrayList<>();
        if (Files.isExecutable(SETPRIV)) {
            wrapped.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "TERM"));
        }
        wrapped.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        wrapped.addAll(command);
        return wrapped;
    }
}
