package io.teleloop.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where the services of the stack listen.
public record StackPorts(
        int gateway,
        int kafka,
        int s3,
        int infraManagement,
        int gatewayManagement,
        int recorderManagement,
        int robotManagement,
        int trainerManagement,
        int monitoring) {

    /// @throws PortsInUseException when a port is taken; names every taken one
    public StackPorts requireFree() throws PortsInUseException {
        List<String> taken = new ArrayList<>();
        byOption().forEach((option, port) -> {
            if (!free(port)) {
                taken.add("port " + port + " is in use by another program; stop it or choose another port with "
                        + option);
            }
        });
        if (!taken.isEmpty()) {
            throw new PortsInUseException(String.join("\n", taken));
        }
        return this;
    }

    /// The same ports, and any free one in place of each that is taken.
    public StackPorts orFree() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            int[] ports = new int[byOption().size()];
            int i = 0;
            for (int wanted : byOption().values()) {
                ServerSocket socket;
                try {
                    socket = listen(wanted);
                } catch (IOException e) {
                    socket = listen(0);
                }
                held.add(socket);
                ports[i++] = socket.getLocalPort();
            }
            return new StackPorts(
                    ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6], ports[7], ports[8]);
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private Map<String, Integer> byOption() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("--port", gateway);
        ports.put("--kafka-port", kafka);
        ports.put("--s3-port", s3);
        ports.put("--management-port (infra)", infraManagement);
        ports.put("--management-port (gateway)", gatewayManagement);
        ports.put("--management-port (recorder)", recorderManagement);
        ports.put("--management-port (robot)", robotManagement);
        ports.put("--management-port (trainer)", trainerManagement);
        ports.put("--management-port (monitoring)", monitoring);
        return ports;
    }

    private static boolean free(int port) {
        try {
            listen(port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
