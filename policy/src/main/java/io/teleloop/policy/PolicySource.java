package io.teleloop.policy;

import java.io.IOException;

/// Where the parts of policies lie.
@FunctionalInterface
public interface PolicySource {
    /// The object of that key.
    ///
    /// @throws IOException when it is not there, cannot be read, or is larger than the limit
    byte[] read(String key, long limitBytes) throws IOException;
}
