package io.teleloop.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.teleloop.sim.geometry.Pose;
import io.teleloop.sim.geometry.Quaternion;
import io.teleloop.sim.geometry.Vec3;
import org.junit.jupiter.api.Test;

class SimulationTest {
    /// A box falls on a plane beside a hinged rod with a site at its end.
    private static final String MODEL = """
            <mujoco>
              <option timestep="0.002"/>
              <worldbody>
                <geom type="plane" size="1 1 0.1"/>
                <body name="box" pos="0 0 0.2"><freejoint name="box"/><geom type="box" size="0.05 0.04 0.03" mass="1"/></body>
                <body name="rod" pos="1 0 1">
                  <joint name="hinge" axis="0 1 0"/>
                  <geom type="capsule" size="0.02" fromto="0 0 0 0.5 0 0"/>
                  <site name="end" pos="0.5 0 0"/>
                </body>
                <body name="target" mocap="true"/>
              </worldbody>
              <actuator><motor name="motor" joint="hinge"/></actuator>
              <sensor><framepos name="box" objtype="body" objname="box"/><jointpos name="hinge" joint="hinge"/></sensor>
              <keyframe><key name="up" qpos="0 0 1 1 0 0 0 0.5"/></keyframe>
            </mujoco>
            """;

    @Test
    void freeBodyFallsAndComesToRestOnThePlane() {
        Simulation simulation = Simulation.load(MODEL);

        for (int i = 0; i < 1000; i++) {
            simulation.step();
        }

        assertThat(simulation.time()).isCloseTo(2, within(1e-9));
        assertThat(simulation.timestep()).isEqualTo(0.002);
        assertThat(simulation.bodyPose("box").position().z()).isCloseTo(0.03, within(1e-3));
        assertThat(simulation.contactCount()).isEqualTo(4);
    }

    @Test
    void restoredStateContinuesBitForBit() {
        Simulation simulation = Simulation.load(MODEL);
        for (int i = 0; i < 300; i++) {
            simulation.step();
        }
        double[] state = simulation.state();
        for (int i = 0; i < 200; i++) {
            simulation.step();
        }
        double[] expected = simulation.qpos().copy();

        simulation.restore(state);
        for (int i = 0; i < 200; i++) {
            simulation.step();
        }

        assertThat(simulation.qpos().copy()).isEqualTo(expected);
    }

    @Test
    void elementsAreFoundByName() {
        Simulation simulation = Simulation.load(MODEL);
        simulation.resetToKeyframe("up");
        simulation.forward();

        assertThat(simulation.qpos().get(simulation.qposAddress("hinge"))).isEqualTo(0.5);
        assertThat(simulation.qvelAddress("hinge")).isEqualTo(6);
        assertThat(simulation.sensordata().get(simulation.sensorAddress("hinge")))
                .isEqualTo(0.5);
        assertThat(simulation.sensordata().copy(simulation.sensorAddress("box"), 3))
                .containsExactly(0, 0, 1);
    }

    @Test
    void siteJacobianGivesTheSitesVelocity() {
        Simulation simulation = Simulation.load(MODEL);
        simulation.forward();
        double[] jacobian = new double[6 * simulation.nv()];

        simulation.siteJacobian(simulation.id(ObjectType.SITE, "end"), jacobian);

        // Turning about +y moves a point at +x downwards.
        int column = simulation.qvelAddress("hinge");
        assertThat(jacobian[2 * simulation.nv() + column]).isCloseTo(-0.5, within(1e-12));
        assertThat(jacobian[4 * simulation.nv() + column]).isCloseTo(1, within(1e-12));
    }

    @Test
    void bodiesCanBePlaced() {
        Simulation simulation = Simulation.load(MODEL);
        Pose pose = new Pose(new Vec3(0.1, 0.2, 0.3), Quaternion.about(new Vec3(0, 0, 1), 0.7));

        simulation.placeFreeJoint("box", pose);
        simulation.placeMocap("target", pose);
        simulation.forward();

        for (String body : new String[] {"box", "target"}) {
            Pose placed = simulation.bodyPose(body);
            assertThat(placed.position().minus(pose.position()).norm()).isLessThan(1e-15);
            assertThat(placed.orientation().yaw()).isCloseTo(0.7, within(1e-12));
        }
    }

    @Test
    void wrongModelIsRefusedWithMujocosOwnText() {
        assertThatThrownBy(() -> Simulation.load("<mujoco><worldbody><geom type=\"cube\"/></worldbody></mujoco>"))
                .isInstanceOf(MujocoException.class)
                .hasMessageContaining("invalid keyword: 'cube'");
        assertThatThrownBy(() -> Simulation.load("<mujoco><worldbody><geom size=\"-1\"/></worldbody></mujoco>"))
                .isInstanceOf(MujocoException.class)
                .hasMessageContaining("size 0 must be positive");
        assertThatThrownBy(() -> Simulation.load("not xml"))
                .isInstanceOf(MujocoException.class)
                .hasMessageContaining("XML");
    }

    @Test
    void unknownNamesAndWrongIndicesAreRefused() {
        Simulation simulation = Simulation.load(MODEL);

        assertThatThrownBy(() -> simulation.id(ObjectType.SITE, "elbow"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The model has no site named 'elbow'");
        assertThatThrownBy(() -> simulation.qpos().get(8)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> simulation.placeFreeJoint("hinge", new Pose(Vec3.ZERO, Quaternion.IDENTITY)))
                .hasMessageContaining("not a free joint");
        assertThatThrownBy(() -> simulation.mocapId("rod")).hasMessageContaining("not a mocap body");
        assertThatThrownBy(() -> simulation.restore(new double[3])).hasMessageContaining("this model's has");
    }

    @Test
    void unstableStateIsAnErrorInsteadOfASilentReset() {
        Simulation simulation = Simulation.load(MODEL);
        simulation.step();
        simulation.qvel().set(6, Double.NaN);

        assertThatThrownBy(simulation::step).isInstanceOf(MujocoException.class).hasMessageContaining("unstable");
    }
}
