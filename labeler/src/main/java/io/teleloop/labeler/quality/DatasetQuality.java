package io.teleloop.labeler.quality;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// What only many episodes together tell of their quality.
///
/// Action variance and state similarity: Belkhale, Cui, Sadigh 2023, "Data Quality in Imitation Learning".
/// Trajectory quality TQ and state-action coverage SACo: Schweighofer et al. 2022, "A Dataset Perspective on
/// Offline Reinforcement Learning". Where states are compared they are standardised over the whole data set;
/// of large data sets a random share is looked at.
public final class DatasetQuality {
    /// Neighbours that are alike.
    private static final int NEIGHBOURS = 10;
    /// Moments that are compared with each other: the work grows with its square.
    private static final int COMPARED = 4000;

    private static final double DEVIATION_FLOOR = 1e-6;

    /// A state and what was done in it.
    ///
    /// @param state observation, raw SI units
    /// @param action normalised to [-1, 1]
    public record Moment(float[] state, float[] action) {}

    /// @param actionVariance mean over moments of the squared distance of a neighbour's action from the mean
    ///     of the [#NEIGHBOURS] nearest ones' actions; low is consistent
    /// @param stateSimilarity the same of states; low means that the states are visited often
    /// @param horizon steps of an episode, mean
    public record Consistency(double actionVariance, double stateSimilarity, double horizon) {}

    private DatasetQuality() {}

    /// @param episodes of one task, each with at least one moment
    /// @throws IllegalArgumentException when there are fewer moments than neighbours
    public static Consistency consistency(List<List<Moment>> episodes, long seed) {
        List<Moment> all = new ArrayList<>();
        episodes.forEach(all::addAll);
        if (all.size() <= NEIGHBOURS) {
            throw new IllegalArgumentException("a data set of " + all.size() + " moments is too small to compare "
                    + NEIGHBOURS + " neighbours; give more episodes");
        }
        float[][] states = standardised(all);
        int[] compared = new SplittableRandom(seed)
                .ints(0, all.size())
                .distinct()
                .limit(Math.min(COMPARED, all.size()))
                .sorted()
                .toArray();
        double actions = 0;
        double similar = 0;
        for (int moment : compared) {
            int[] nearest = nearest(states, compared, moment);
            actions += variance(nearest, i -> all.get(i).action());
            similar += variance(nearest, i -> states[i]);
        }
        return new Consistency(
                actions / compared.length, similar / compared.length, (double) all.size() / episodes.size());
    }

    /// Trajectory quality: 0 is as good as random, 1 as good as the best policy online.
    ///
    /// @param meanReturn of the data set's episodes
    /// @throws IllegalArgumentException when the best is no better than random
    public static double trajectoryQuality(double meanReturn, double randomReturn, double bestReturn) {
        if (!(bestReturn > randomReturn)) {
            throw new IllegalArgumentException("the best return " + bestReturn + " is not above the random return "
                    + randomReturn + "; trajectory quality has no scale");
        }
        return (meanReturn - randomReturn) / (bestReturn - randomReturn);
    }

    /// State-action coverage: unique binned state-action pairs, as a share of those of a reference replay.
    ///
    /// @param reference what is compared with, for example the replay of an online run; whoever tells the number
    ///     says which
    /// @param bins of each dimension, over the reference's range; at most 127
    public static double coverage(List<Moment> data, List<Moment> reference, int bins) {
        float[] low = null;
        float[] high = null;
        for (Moment moment : reference) {
            float[] pair = pair(moment);
            low = low == null ? pair.clone() : low;
            high = high == null ? pair.clone() : high;
            for (int i = 0; i < pair.length; i++) {
                low[i] = Math.min(low[i], pair[i]);
                high[i] = Math.max(high[i], pair[i]);
            }
        }
        if (low == null || high == null) {
            throw new IllegalArgumentException("coverage needs a reference with at least one moment");
        }
        return (double) cells(data, low, high, bins) / cells(reference, low, high, bins);
    }

    private static int cells(List<Moment> moments, float[] low, float[] high, int bins) {
        Set<ByteBuffer> cells = new HashSet<>();
        for (Moment moment : moments) {
            float[] pair = pair(moment);
            byte[] cell = new byte[pair.length];
            for (int i = 0; i < pair.length; i++) {
                double share = (pair[i] - low[i]) / Math.max(DEVIATION_FLOOR, high[i] - low[i]);
                cell[i] = (byte) Math.clamp(Math.floor(bins * share), 0, bins - 1);
            }
            cells.add(ByteBuffer.wrap(cell));
        }
        return cells.size();
    }

    private static float[] pair(Moment moment) {
        float[] pair = Arrays.copyOf(moment.state(), moment.state().length + moment.action().length);
        System.arraycopy(moment.action(), 0, pair, moment.state().length, moment.action().length);
        return pair;
    }

    private static float[][] standardised(List<Moment> moments) {
        int size = moments.getFirst().state().length;
        float[][] states = new float[moments.size()][size];
        for (int i = 0; i < size; i++) {
            int column = i;
            double mean = moments.stream()
                    .mapToDouble(moment -> moment.state()[column])
                    .average()
                    .orElseThrow();
            double variance = moments.stream()
                    .mapToDouble(moment -> Math.pow(moment.state()[column] - mean, 2))
                    .average()
                    .orElseThrow();
            double deviation = Math.max(DEVIATION_FLOOR, Math.sqrt(variance));
            for (int row = 0; row < states.length; row++) {
                states[row][i] = (float) ((moments.get(row).state()[i] - mean) / deviation);
            }
        }
        return states;
    }

    /// The nearest of those compared, itself among them.
    private static int[] nearest(float[][] states, int[] compared, int moment) {
        record Neighbour(int index, double distance) {}
        return Arrays.stream(compared)
                .mapToObj(other -> new Neighbour(other, squaredDistance(states[moment], states[other])))
                .sorted((a, b) -> Double.compare(a.distance(), b.distance()))
                .limit(NEIGHBOURS)
                .mapToInt(Neighbour::index)
                .toArray();
    }

    @FunctionalInterface
    private interface Rows {
        float[] row(int index);
    }

    /// Mean squared distance from the mean.
    private static double variance(int[] indices, Rows rows) {
        int size = rows.row(indices[0]).length;
        double sum = 0;
        for (int column = 0; column < size; column++) {
            double mean = 0;
            for (int index : indices) {
                mean += rows.row(index)[column] / indices.length;
            }
            for (int index : indices) {
                sum += Math.pow(rows.row(index)[column] - mean, 2) / indices.length;
            }
        }
        return sum;
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
