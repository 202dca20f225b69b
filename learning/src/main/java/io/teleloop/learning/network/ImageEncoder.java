package io.teleloop.learning.network;

import io.teleloop.learning.tensor.FlatParameters;
import io.teleloop.learning.tensor.ParameterLayout;
import io.teleloop.learning.tensor.ParameterLayout.Entry;
import io.teleloop.learning.tensor.ParameterLayout.Kind;
import io.teleloop.learning.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// A small convolutional network for pictures: 3 x 3 convolutions of stride 2 with ReLU, then for each of the last
/// maps the place where it is strongest (spatial softmax; Finn et al. 2016, "Deep Spatial Autoencoders"), and a dense
/// layer from all places to the features.
///
/// @param parameters laid out as [#layout]
public record ImageEncoder(FlatParameters parameters) implements AutoCloseable {
    static {
        Torch.load();
    }

    private static final int KERNEL = 3;
    private static final long[] STRIDE = {2, 2};
    private static final long[] ONE = {1, 1};
    private static final long[] LAST_AXIS = {-1};

    /// Each convolution's weights stand as [in * 9, out], so that they start as those of a dense layer of that size.
    ///
    /// @param channels of a picture
    /// @param filters of each convolution
    /// @param features numbers that describe a picture
    public static ParameterLayout layout(int channels, List<Integer> filters, int features) {
        List<Entry> entries = new ArrayList<>();
        int in = channels;
        for (int out : filters) {
            addLayer(entries, in * KERNEL * KERNEL, out);
            in = out;
        }
        addLayer(entries, 2 * in, features);
        return new ParameterLayout(entries);
    }

    private static void addLayer(List<Entry> entries, int in, int out) {
        int layer = entries.size() / 2;
        int offset = entries.isEmpty()
                ? 0
                : entries.getLast().offset() + entries.getLast().size();
        Entry weight = new Entry("w" + layer, offset, new int[] {in, out}, Kind.WEIGHT);
        entries.add(weight);
        entries.add(new Entry("b" + layer, offset + weight.size(), new int[] {out}, Kind.BIAS));
    }

    /// @param pictures [n, channels, height, width], 0 to 1
    /// @return [n, features]
    public Tensor forward(Tensor pictures) {
        Tensor maps = pictures;
        int last = parameters.count() - 2;
        for (int i = 0; i < last; i += 2) {
            Tensor flat = parameters.get(i);
            Tensor kernel = flat.t().reshape(flat.size(1), maps.size(1), KERNEL, KERNEL);
            TensorOptional bias = new TensorOptional(parameters.get(i + 1));
            maps = torch.conv2d(maps, kernel, bias, STRIDE, ONE, ONE, 1).relu();
        }
        Tensor strength = maps.flatten(2, -1).softmax(-1);
        long height = maps.size(2);
        long width = maps.size(3);
        Tensor x = places(width).repeat(height);
        Tensor y = places(height).repeat_interleave(width);
        Tensor strongest = torch.cat(new TensorVector(expectation(strength, x), expectation(strength, y)), 1);
        return torch.addmm(parameters.get(last + 1), strongest, parameters.get(last));
    }

    @Override
    public void close() {
        parameters.close();
    }

    private static Tensor places(long count) {
        return torch.linspace(new Scalar(-1.0), new Scalar(1.0), count);
    }

    private static Tensor expectation(Tensor strength, Tensor places) {
        return strength.mul(places).sum(LAST_AXIS, false, new ScalarTypeOptional());
    }
}
