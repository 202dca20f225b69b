import { expect, test } from "vitest";
import { axisAngle } from "../../src/geometry/pose";
import { viewFrames } from "../../src/input/view-frame";
import { type Camera, readDescription } from "../../src/protocol/robot-description";

const camera = (name: string, parentFrame: string, rotation: readonly number[]): Camera => {
  const [x, y, z, w] = rotation;
  return readDescription({ cameras: [{ name, parentFrame, pose: { orientation: { x, y, z, w } } }] }).cameras[0] as Camera;
};

test("only cameras that stand still give directions, and the base always does", () => {
  const frames = viewFrames([camera("scene", "base", [0, 0, 0, 1]), camera("wrist", "tcp", [0, 0, 0, 1])]);
  expect(frames.map((frame) => frame.name)).toEqual(["scene camera", "robot base"]);
});

test("forward is where the camera looks, along the table", () => {
  // z into the picture points along the base's y: from z to y is a quarter turn about −x.
  const [frame] = viewFrames([camera("side", "base", axisAngle([1, 0, 0], -Math.PI / 2))]);
  expect(frame?.yaw).toBeCloseTo(Math.PI / 2, 9);
});

test("for a camera that looks straight down forward is the top of its picture", () => {
  // x right along base x, y down along −base y, z into the picture along −base z: half a turn about x.
  const [frame] = viewFrames([camera("top", "base", axisAngle([1, 0, 0], Math.PI))]);
  expect(frame?.yaw).toBeCloseTo(Math.PI / 2, 9);
});
