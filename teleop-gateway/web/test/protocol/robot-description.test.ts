import { expect, test } from "vitest";
import { readDescription } from "../../src/protocol/robot-description";

test("fields that protobuf JSON leaves out get their defaults", () => {
  const robot = readDescription({
    robotId: "sim-1",
    joints: [{ name: "slide", kind: "PRISMATIC", upper: 0.04 }],
    links: [{ name: "finger", joint: "slide", axis: { y: 1 }, shapes: [{ kind: "BOX", size: { x: 0.01 }, rgba: 4278190335 }] }],
    cameras: [{ name: "wrist", width: 640, height: 480, parentFrame: "tcp", verticalFovDeg: 60 }],
    actionSpace: { dimensions: [{ name: "linear.x", unit: "m/s", minimum: -0.25, maximum: 0.25 }] },
    limits: { workspaceMin: { x: 0.2, z: 0.1 }, workspaceMax: { x: 0.8, y: 0.4, z: 0.6 } },
  });

  expect(robot.task).toBe("");
  expect(robot.resettable).toBe(false);
  expect(robot.joints[0]).toEqual({ name: "slide", kind: "PRISMATIC", lower: 0, upper: 0.04 });
  expect(robot.links[0]).toMatchObject({ parent: "", axis: [0, 1, 0], origin: { position: [0, 0, 0], rotation: [0, 0, 0, 1] } });
  expect(robot.links[0]?.shapes[0]).toMatchObject({ kind: "BOX", size: [0.01, 0, 0], rgba: 0xff0000ff });
  expect(robot.cameras[0]).toMatchObject({ parentFrame: "tcp", verticalFovDeg: 60 });
  expect(robot.workspace).toEqual({ minimum: [0.2, 0, 0.1], maximum: [0.8, 0.4, 0.6] });
});

test("a shape of a kind that is not known is left out, and the rest stays", () => {
  const robot = readDescription({ objects: [{ name: "peg", shapes: [{ kind: "MESH" }, { kind: "SPHERE", size: { x: 0.02 } }] }] });
  expect(robot.objects[0]?.shapes.map((shape) => shape.kind)).toEqual(["SPHERE"]);
});

test("what is no description at all becomes an empty one", () => {
  expect(readDescription(null)).toMatchObject({ robotId: "", links: [], workspace: null });
});
