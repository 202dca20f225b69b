package io.teleloop.sim.arm;

/// Joint torques that do not move the tool: a torque t is replaced by (I - J^T (J J^T + l^2 I)^-1 J) t.
///
/// The damping l keeps it finite at singular postures.
final class NullSpace {
    private static final int TASK = 6;
    private static final double DAMPING = 0.01;

    private final int joints;
    private final double[] gram = new double[TASK * TASK];
    private final double[] image = new double[TASK];

    NullSpace(int joints) {
        this.joints = joints;
    }

    /// Projects `torque` in place.
    ///
    /// @param jacobian 6 rows of `stride` numbers, of which the first `joints` count
    void project(double[] jacobian, int stride, double[] torque) {
        for (int row = 0; row < TASK; row++) {
            image[row] = 0;
            for (int joint = 0; joint < joints; joint++) {
                image[row] += jacobian[row * stride + joint] * torque[joint];
            }
            for (int column = 0; column <= row; column++) {
                double sum = row == column ? DAMPING * DAMPING : 0;
                for (int joint = 0; joint < joints; joint++) {
                    sum += jacobian[row * stride + joint] * jacobian[column * stride + joint];
                }
                gram[row * TASK + column] = sum;
            }
        }
        solve();
        for (int joint = 0; joint < joints; joint++) {
            for (int row = 0; row < TASK; row++) {
                torque[joint] -= jacobian[row * stride + joint] * image[row];
            }
        }
    }

    /// Solves gram * x = image in place by Cholesky's decomposition; only the lower triangle is read.
    private void solve() {
        for (int i = 0; i < TASK; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = gram[i * TASK + j];
                for (int k = 0; k < j; k++) {
                    sum -= gram[i * TASK + k] * gram[j * TASK + k];
                }
                gram[i * TASK + j] = i == j ? Math.sqrt(sum) : sum / gram[j * TASK + j];
            }
        }
        for (int i = 0; i < TASK; i++) {
            for (int k = 0; k < i; k++) {
                image[i] -= gram[i * TASK + k] * image[k];
            }
            image[i] /= gram[i * TASK + i];
        }
        for (int i = TASK - 1; i >= 0; i--) {
            for (int k = i + 1; k < TASK; k++) {
                image[i] -= gram[k * TASK + i] * image[k];
            }
            image[i] /= gram[i * TASK + i];
        }
    }
}
