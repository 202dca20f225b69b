package io.teleloop.trainer.learn;

import io.teleloop.learning.session.LearningBase;
import java.io.IOException;

/// Where frozen policies below residuals come from.
@FunctionalInterface
public interface BaseSource {
    /// @param version 0 for the newest
    /// @throws IOException when it cannot be had now; asking again later may help
    LearningBase load(String policyId, long version) throws IOException;
}
