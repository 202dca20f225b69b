import { expect, test } from "vitest";
import { KinematicTree } from "../../src/geometry/kinematic-tree";
import { readDescription } from "../../src/protocol/robot-description";

const ROBOT = readDescription({
  joints: [
    { name: "shoulder", kind: "REVOLUTE" },
    { name: "slide", kind: "PRISMATIC" },
  ],
  links: [
    { name: "column", origin: { position: { z: 0.5 } } },
    { name: "arm", parent: "column", joint: "shoulder", axis: { z: 1 } },
    { name: "hand", parent: "arm", origin: { position: { x: 0.3 } } },
    { name: "finger", parent: "hand", joint: "slide", axis: { x: 1 } },
  ],
});

test("links follow their joints and their parents", () => {
  const poses = new KinematicTree(ROBOT).poses([Math.PI / 2, 0.02]);
  const [x, y, z] = poses.get("finger")?.position ?? [];
  expect(x).toBeCloseTo(0, 9);
  expect(y).toBeCloseTo(0.32, 9);
  expect(z).toBeCloseTo(0.5, 9);
});

test("joints without a reading stay at zero", () => {
  expect(new KinematicTree(ROBOT).poses([]).get("finger")?.position).toEqual([0.3, 0, 0.5]);
});
