package io.teleloop.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Where the services of the stack listen.
///
/// @param numbers of every port
public record StackPorts(Map<Port, Integer> numbers) {
    public StackPorts {
        numbers = new EnumMap<>(numbers);
        for (Port port : Port.values()) {
            if (!numbers.containsKey(port)) {
                throw new IllegalArgumentException("port " + port + " has no number; give every port one");
            }
        }
    }

    /// Different ports that were free a moment ago.
    public static StackPorts anyFree() throws IOException {
        Map<Port, Integer> any = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            any.put(port, 0);
        }
        return new StackPorts(any).orFree();
    }

    public int of(Port port) {
        return numbers.getOrDefault(port, 0);
    }

    /// The same ports but for one.
    public StackPorts with(Port port, int number) {
        Map<Port, Integer> changed = new EnumMap<>(numbers);
        changed.put(port, number);
        return new StackPorts(changed);
    }

    /// @throws PortsInUseException when a port is taken; names every taken one
    public StackPorts requireFree() throws PortsInUseException {
        List<String> taken = new ArrayList<>();
        numbers.forEach((port, number) -> {
            if (!free(number)) {
                taken.add("port " + number + " is in use by another program; stop it or choose another port with "
                        + port.option());
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
            Map<Port, Integer> found = new EnumMap<>(Port.class);
            for (Map.Entry<Port, Integer> wanted : numbers.entrySet()) {
                ServerSocket socket;
                try {
                    socket = listen(wanted.getValue());
                } catch (IOException e) {
                    socket = listen(0);
                }
                held.add(socket);
                found.put(wanted.getKey(), socket.getLocalPort());
            }
            return new StackPorts(found);
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
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
