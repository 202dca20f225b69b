package io.teleloop.learning.tensor;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Adam (Kingma and Ba 2015) over flat parameters, with PyTorch's rounding order; with weight decay AdamW (Loshchilov
/// and Hutter 2019).
public final class Adam implements AutoCloseable {
    static {
        Torch.load();
    }

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final Scalar ONE = Torch.scalar(1);
    private static final Scalar FIRST_SHARE = Torch.scalar(1 - BETA1);
    private static final Scalar SECOND_KEEP = Torch.scalar(BETA2);
    private static final Scalar SECOND_SHARE = Torch.scalar(1 - BETA2);
    private static final Scalar EPSILON = Torch.scalar(1e-8);
    /// As in PyTorch's clip_grad_norm_.
    private static final double NORM_EPSILON = 1e-6;

    private final FlatParameters parameters;
    private double learningRate;
    private final double weightDecay;
    private final double maxNorm;
    private final Tensor first;
    private final Tensor second;
    private long steps;

    /// @param weightDecay decoupled, 0 = none
    /// @param maxNorm gradients longer than it are scaled down to it, 0 = never
    public Adam(FlatParameters parameters, double learningRate, double weightDecay, double maxNorm) {
        this.parameters = parameters;
        this.learningRate = learningRate;
        this.weightDecay = weightDecay;
        this.maxNorm = maxNorm;
        try (PointerScope scope = new PointerScope()) {
            first = Torch.retain(torch.zeros_like(parameters.flat()));
            second = Torch.retain(torch.zeros_like(parameters.flat()));
        }
    }

    /// From the next step on, for schedules.
    public void setLearningRate(double rate) {
        learningRate = rate;
    }

    /// Moves the parameters against the gradient. Call it inside a scope.
    ///
    /// @param gradient as [FlatParameters#gradient] gives it; it may be changed
    public void step(Tensor gradient) {
        steps++;
        try (NoGradGuard guard = new NoGradGuard()) {
            if (maxNorm > 0) {
                double scale = maxNorm / (gradient.norm().item_double() + NORM_EPSILON);
                if (scale < 1) {
                    gradient.mul_(new Scalar(scale));
                }
            }
            if (weightDecay > 0) {
                parameters.flat().mul_(new Scalar(1 - learningRate * weightDecay));
            }
            first.lerp_(gradient, FIRST_SHARE);
            second.mul_(SECOND_KEEP).addcmul_(gradient, gradient, SECOND_SHARE);
            double firstCorrection = 1 - Math.pow(BETA1, (double) steps);
            double secondCorrection = 1 - Math.pow(BETA2, (double) steps);
            Tensor divisor =
                    second.sqrt().div_(new Scalar(Math.sqrt(secondCorrection))).add_(EPSILON, ONE);
            parameters.flat().addcdiv_(first, divisor, new Scalar(-learningRate / firstCorrection));
        }
    }

    public long steps() {
        return steps;
    }

    public float[] firstMoment() {
        try (PointerScope scope = new PointerScope()) {
            return Torch.values(first);
        }
    }

    public float[] secondMoment() {
        try (PointerScope scope = new PointerScope()) {
            return Torch.values(second);
        }
    }

    /// Goes on from a saved state.
    public void restore(float[] firstMoment, float[] secondMoment, long stepsTaken) {
        int size = parameters.layout().size();
        if (firstMoment.length != size || secondMoment.length != size) {
            throw new IllegalArgumentException("the optimiser has " + size + " parameters, the saved moments are "
                    + firstMoment.length + " and " + secondMoment.length);
        }
        first.data_ptr_float().put(firstMoment);
        second.data_ptr_float().put(secondMoment);
        steps = stepsTaken;
    }

    @Override
    public void close() {
        Torch.release(first, second);
    }
}
