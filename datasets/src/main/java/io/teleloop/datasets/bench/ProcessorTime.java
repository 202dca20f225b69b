package io.teleloop.datasets.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// What this process has worked.
public final class ProcessorTime {
    private ProcessorTime() {}

    /// Of all threads together, those of native code too (s).
    public static double seconds() {
        return 1e-9
                * ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getProcessCpuTime();
    }
}
