package io.teleloop.local.process;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A supervisor in a process of its own. Arguments: the port of its one service and the folder of its log. Prints the
/// service's pid.
final class SupervisingProcess {
    private SupervisingProcess() {}

    public static void main(String[] args) throws Exception {
        Supervisor supervisor = new Supervisor(Duration.ofSeconds(60), Duration.ofSeconds(10), new RecordedEvents());
        supervisor.start(new ServiceSpec(
                "only",
                ExampleService.command(ExampleService.class, ExampleService.Behaviour.WELL, args[0]),
                Map.of(),
                URI.create("http://localhost:" + args[0] + "/readyz"),
                Path.of(args[1], "only.log")));
        System.out.println(supervisor.pids().getFirst());
        new CountDownLatch(1).await();
    }
}
