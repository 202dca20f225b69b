package io.teleloop.sim.arm;

import io.teleloop.sim.mujoco.ObjectType;
import io.teleloop.sim.mujoco.Simulation;

/// A camera-based tactile sensor behind one fingertip pad.
///
/// MuJoCo's contact sensor gives the strongest contacts of the pad with place and 3-D force. Each contact moves the
/// markers around it: shear drags them along, pressure pushes them in and apart, with Gaussian influence.
final class TactilePad {
    private static final int CONTACTS = 6;
    /// Numbers a contact: found, force (3, in the contact frame), position (3), normal (3), tangent (3).
    private static final int CONTACT_SIZE = 13;
    /// Radius of a contact's influence (m).
    private static final double SPREAD = 0.004;
    /// Marker displacements per force (m/N).
    private static final double SHEAR = 0.05e-3;
    private static final double BULGE = 0.03e-3;
    private static final double INDENTATION = 0.02e-3;

    private final Simulation simulation;
    private final int site;
    private final int sensor;
    private final double[] contact = new double[CONTACT_SIZE];
    private final double[] position = new double[3];
    private final double[] rotation = new double[9];
    private final double[] force = new double[3];
    private final double[] place = new double[3];

    TactilePad(Simulation simulation, Finger finger) {
        this.simulation = simulation;
        site = simulation.id(ObjectType.SITE, finger.pad());
        sensor = simulation.sensorAddress(finger.pad());
    }

    TactileField field() {
        float[] field = new float[TactileField.ROWS * TactileField.COLUMNS * 3];
        simulation.siteXpos().read(3 * site, position);
        simulation.siteXmat().read(9 * site, rotation);
        for (int i = 0; i < CONTACTS; i++) {
            simulation.sensordata().read(sensor + CONTACT_SIZE * i, contact);
            boolean found = contact[0] > 0.5;
            if (found) {
                toPadFrame();
                press(field);
            }
        }
        return new TactileField(field);
    }

    /// Fills `force` (on the pad, N) and `place` (m from the pad's site), both in the pad's axes.
    private void toPadFrame() {
        double[] world = new double[3];
        for (int i = 0; i < 3; i++) {
            int j = (i + 1) % 3;
            int k = (i + 2) % 3;
            double bitangent = contact[7 + j] * contact[10 + k] - contact[7 + k] * contact[10 + j];
            world[i] = contact[1] * contact[7 + i] + contact[2] * contact[10 + i] + contact[3] * bitangent;
        }
        for (int i = 0; i < 3; i++) {
            force[i] = 0;
            place[i] = 0;
            for (int j = 0; j < 3; j++) {
                // The sensor reports what the pad does to the other body: the pad feels the opposite.
                force[i] -= rotation[3 * j + i] * world[j];
                place[i] += rotation[3 * j + i] * (contact[4 + j] - position[j]);
            }
        }
    }

    private void press(float[] field) {
        double pressure = Math.abs(force[1]);
        for (int row = 0; row < TactileField.ROWS; row++) {
            double dv = (row - (TactileField.ROWS - 1) / 2) * TactileField.PITCH - place[2];
            for (int column = 0; column < TactileField.COLUMNS; column++) {
                double du = (column - (TactileField.COLUMNS - 1) / 2) * TactileField.PITCH - place[0];
                double influence = Math.exp(-(du * du + dv * dv) / (2 * SPREAD * SPREAD));
                int marker = 3 * (row * TactileField.COLUMNS + column);
                field[marker] += (float) (influence * (SHEAR * force[0] + BULGE * pressure * du / SPREAD));
                field[marker + 1] += (float) (influence * (SHEAR * force[2] + BULGE * pressure * dv / SPREAD));
                field[marker + 2] -= (float) (influence * INDENTATION * pressure);
            }
        }
    }
}
