package io.teleloop.learning.diffusion;

import io.teleloop.learning.network.Normaliser;
import io.teleloop.learning.replay.Trajectory;
import io.teleloop.learning.tensor.Adam;
import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.SeededGenerator;
import io.teleloop.learning.tensor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// A diffusion model of short windows of episodes, which makes up what would have come of other actions (Jackson et al.
/// 2024, "Policy-Guided Diffusion"; Karras et al. 2022). Published is a U-Net of width 1024 over 32 ticks with 256
/// sampling steps; the defaults here are for a processor.
///
/// Unlike in the paper a window begins at an observation that is given, as the branches of model-based policy
/// optimisation do (Janner et al. 2019): what is made up can then be held against a simulator that is in that very
/// state.
///
/// Equal episodes and seeds give equal windows, bit for bit. Not thread-safe.
public final class TrajectoryDiffusion implements AutoCloseable {
    static {
        Torch.load();
    }

    private static final int SAMPLED_AT_ONCE = 128;
    /// Share of the updates in which the learning rate rises; then it falls to 0 along a cosine.
    private static final double WARM_UP = 0.1;

    private final Config config;
    private final Denoiser denoiser;
    private final WindowCodec codec;
    private final FlatParameters average;

    /// @param rows control ticks of a window, a multiple of 4
    /// @param width of the network
    /// @param updates of the weights
    /// @param batchSize windows of an update
    /// @param learningRate largest of Adam
    /// @param averaging share of the averaged weights that an update keeps; they are the ones that are sampled with
    /// @param steps of the sampler
    public record Config(
            int rows, int width, int updates, int batchSize, double learningRate, double averaging, int steps) {
        public static final Config DEFAULT = new Config(16, 64, 4000, 64, 2e-3, 0.995, 32);

        public Config {
            if (rows < TemporalUnet.COARSEST || rows % TemporalUnet.COARSEST != 0) {
                throw new IllegalArgumentException(
                        "a window of " + rows + " control ticks; it must be a multiple of " + TemporalUnet.COARSEST);
            }
            if (width < 1 || updates < 1 || batchSize < 1 || steps < 1) {
                throw new IllegalArgumentException("width, updates, batch size and sampling steps must be at least 1");
            }
        }

        public Config withUpdates(int other) {
            return new Config(rows, width, other, batchSize, learningRate, averaging, steps);
        }
    }

    private TrajectoryDiffusion(Config config, Denoiser denoiser, WindowCodec codec, FlatParameters average) {
        this.config = config;
        this.denoiser = denoiser;
        this.codec = codec;
        this.average = average;
    }

    /// @param trajectories of which those count that are as long as a window
    /// @param seed of all random numbers
    /// @throws IllegalArgumentException when none is as long as a window
    public static TrajectoryDiffusion train(Config config, List<Trajectory> trajectories, long seed) {
        WindowSet windows = new WindowSet(config.rows(), trajectories);
        Denoiser denoiser = Denoiser.of(Edm.DEFAULT, windows.codec(), config.width());
        SeededGenerator random = new SeededGenerator(seed);
        ParameterLayout layout = denoiser.network().layout();
        float[] initial = layout.initial(random);
        FlatParameters average = new FlatParameters(layout, initial, false);
        try (FlatParameters parameters = new FlatParameters(layout, initial, true);
                Adam adam = new Adam(parameters, 0, 0, 0)) {
            for (int update = 0; update < config.updates(); update++) {
                adam.setLearningRate(config.learningRate() * share(update, config.updates()));
                try (PointerScope scope = new PointerScope()) {
                    Tensor loss = loss(config, denoiser, parameters, windows, random);
                    adam.step(parameters.gradient(loss));
                    average.follow(parameters, new Scalar(1 - config.averaging()));
                }
            }
        }
        return new TrajectoryDiffusion(config, denoiser, windows.codec(), average);
    }

    /// Of the largest learning rate.
    private static double share(int update, int updates) {
        double rising = Math.max(1, WARM_UP * updates);
        return update < rising
                ? (update + 1) / rising
                : 0.5 * (1 + Math.cos(Math.PI * (update - rising) / Math.max(1, updates - rising)));
    }

    private static Tensor loss(
            Config config, Denoiser denoiser, FlatParameters parameters, WindowSet windows, SeededGenerator random) {
        WindowShape shape = denoiser.codec().shape();
        int count = config.batchSize();
        double[] sigma = new double[count];
        Arrays.setAll(sigma, i -> denoiser.edm().draw(random));
        WindowSet.Sample sample = windows.sample(random, count);
        Tensor clean = Torch.tensor(sample.rows(), count, shape.rows(), shape.row());
        Tensor starts = Torch.tensor(sample.starts(), count, shape.observation());
        return denoiser.loss(parameters, clean, starts, noise(shape, count, random), sigma);
    }

    private static Tensor noise(WindowShape shape, int windows, SeededGenerator random) {
        float[] noise = new float[windows * shape.size()];
        random.fillGaussian(noise);
        return Torch.tensor(noise, windows, shape.rows(), shape.row());
    }

    /// How first observations were brought to comparable size, which is also the unit of errors.
    public Normaliser observations() {
        return codec.starts();
    }

    /// Makes up a window from each start on.
    ///
    /// @param starts raw observations
    /// @param guidance null for windows as likely as in the episodes
    /// @param seed of the noise
    /// @return a window for each start, its first observation the start
    public List<List<Moment>> sample(List<float[]> starts, @Nullable Guidance guidance, long seed) {
        SeededGenerator random = new SeededGenerator(seed);
        List<List<Moment>> windows = new ArrayList<>();
        for (int from = 0; from < starts.size(); from += SAMPLED_AT_ONCE) {
            List<float[]> some = starts.subList(from, Math.min(starts.size(), from + SAMPLED_AT_ONCE));
            try (PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard()) {
                float[] rows = Torch.values(sampleTensor(some, guidance, random));
                int size = codec.shape().size();
                for (int i = 0; i < some.size(); i++) {
                    windows.add(codec.decode(Arrays.copyOfRange(rows, i * size, (i + 1) * size), some.get(i)));
                }
            }
        }
        return windows;
    }

    private Tensor sampleTensor(List<float[]> starts, @Nullable Guidance guidance, SeededGenerator random) {
        int windows = starts.size();
        Tensor raw = tensor(starts);
        Tensor told = tensor(starts.stream().map(codec.starts()::apply).toList());
        HeunSampler.Denoiser network = (x, sigma) -> {
            double[] same = new double[windows];
            Arrays.fill(same, sigma);
            return denoiser.denoise(average, x, same, told);
        };
        HeunSampler.@Nullable Guide guide = guidance == null || guidance.coefficient() == 0
                ? null
                : (denoised, step) -> guidance.push(denoised, raw, codec, step, config.steps());
        return new HeunSampler(denoiser.edm(), config.steps())
                .sample(noise(codec.shape(), windows, random), network, guide);
    }

    private static Tensor tensor(List<float[]> rows) {
        int size = rows.getFirst().length;
        float[] values = new float[rows.size() * size];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * size, size);
        }
        return Torch.tensor(values, rows.size(), size);
    }

    @Override
    public void close() {
        average.close();
    }
}
