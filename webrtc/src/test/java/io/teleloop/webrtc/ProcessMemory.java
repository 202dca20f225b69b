package io.teleloop.webrtc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Linux says of this process.
final class ProcessMemory {
    private ProcessMemory() {}

    static long residentKb() throws IOException {
        return status("VmRSS:");
    }

    /// Java's and native ones.
    static int threads() throws IOException {
        return (int) status("Threads:");
    }

    private static long status(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no " + key + " in /proc/self/status");
    }
}
