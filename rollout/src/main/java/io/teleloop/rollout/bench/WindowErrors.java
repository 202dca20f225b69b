package io.teleloop.rollout.bench;

import io.teleloop.learning.diffusion.GaussianPolicy;
import io.teleloop.learning.diffusion.Moment;
import io.teleloop.learning.network.Normaliser;
import java.util.List;

/// How far windows are from what the simulator does under their actions, and how likely a policy finds these. Means
/// over the windows.
///
/// @param next error of the second observation, the first being given: root mean square over its numbers, each in
///     standard deviations of the episodes
/// @param all of every observation after the first
/// @param tool distance at the last tick between where the tool is said to be and where it is (m)
/// @param logLikelihood of the actions under the policy at the windows' observations, nats for each dimension
record WindowErrors(double next, double all, double tool, double logLikelihood) {
    /// @param tool place of the tool's position in an observation
    static WindowErrors of(
            List<List<Moment>> windows,
            List<List<float[]>> simulated,
            Normaliser unit,
            int tool,
            GaussianPolicy policy) {
        double next = 0;
        double all = 0;
        double away = 0;
        double logLikelihood = 0;
        for (int i = 0; i < windows.size(); i++) {
            List<Moment> window = windows.get(i);
            List<float[]> seen = simulated.get(i);
            int rows = window.size();
            double squares = 0;
            for (int row = 1; row < rows; row++) {
                double square = meanSquare(window.get(row).observation(), seen.get(row), unit.deviation());
                next += row == 1 ? Math.sqrt(square) : 0;
                squares += square;
            }
            all += Math.sqrt(squares / (rows - 1));
            away += distance(window.getLast().observation(), seen.getLast(), tool);
            logLikelihood += policy.logLikelihood(window);
        }
        int count = windows.size();
        return new WindowErrors(next / count, all / count, away / count, logLikelihood / count);
    }

    private static double meanSquare(float[] said, float[] seen, float[] unit) {
        double sum = 0;
        for (int i = 0; i < said.length; i++) {
            double error = (said[i] - seen[i]) / unit[i];
            sum += error * error;
        }
        return sum / said.length;
    }

    private static double distance(float[] said, float[] seen, int from) {
        double sum = 0;
        for (int i = from; i < from + 3; i++) {
            sum += (said[i] - seen[i]) * (said[i] - seen[i]);
        }
        return Math.sqrt(sum);
    }
}
