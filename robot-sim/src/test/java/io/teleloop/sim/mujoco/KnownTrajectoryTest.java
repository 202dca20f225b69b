package io.teleloop.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The same module under Node.js, driven through its own JavaScript, gives these digits.
class KnownTrajectoryTest {
    /// Contacts, friction, free and hinged bodies: sums in another order would show within a few steps.
    private static final String MODEL = """
            <mujoco>
              <option timestep="0.002" cone="elliptic" impratio="10" integrator="implicitfast"/>
              <worldbody>
                <geom type="plane" size="1 1 0.1"/>
                <body pos="0 0 0.3" euler="20 30 40"><freejoint/><geom type="box" size="0.05 0.04 0.03" mass="1"/></body>
                <body pos="0.06 0.02 0.5"><freejoint/><geom type="capsule" size="0.03 0.06" mass="0.5"/></body>
                <body pos="0 0 0.8">
                  <joint axis="0 1 0" damping="0.01"/><geom type="capsule" size="0.02" fromto="0 0 0 0.3 0 0"/>
                  <body pos="0.3 0 0"><joint axis="1 1 0" damping="0.01"/><geom type="capsule" size="0.02" fromto="0 0 0 0.3 0 0"/></body>
                </body>
              </worldbody>
            </mujoco>
            """;

    /// qpos after 1000 steps, printed by Node.js 20 with @mujoco/mujoco 3.14.0.
    private static final double[] EXPECTED = {
        -0.02249934740136177,
        0.010733473561019445,
        0.029892244579783837,
        0.9134433255283646,
        1.240324824915166e-11,
        5.530025075638888e-12,
        0.40696595809438596,
        0.21081163259536842,
        -0.026219900441779704,
        0.02979276522113174,
        0.5548786759281126,
        0.4480728764778147,
        0.547019832697954,
        0.43830315422121424,
        2.3794894041967307,
        0.29660378059705184
    };

    @Test
    void trajectoryHasTheDigitsOfTheSameModuleUnderNode() {
        Simulation simulation = Simulation.load(MODEL);

        for (int i = 0; i < 1000; i++) {
            simulation.step();
        }

        assertThat(simulation.qpos().copy()).isEqualTo(EXPECTED);
    }
}
