package io.teleloop.local.process;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A service of a process of its own. Arguments: how it behaves, then the port of `/readyz`.
final class ExampleService {
    enum Behaviour {
        WELL,
        FAILS_TO_START,
        IGNORES_SIGTERM
    }

    private ExampleService() {}

    public static void main(String[] args) throws Exception {
        Behaviour behaviour = Behaviour.valueOf(args[0]);
        if (behaviour == Behaviour.FAILS_TO_START) {
            System.out.println("the store is not there");
            System.exit(78);
        }
        if (behaviour == Behaviour.IGNORES_SIGTERM) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                while (true) {
                    LockSupport.park();
                }
            }));
        }
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1])), 4);
        server.createContext("/readyz", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    static List<String> command(Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        return command;
    }
}
