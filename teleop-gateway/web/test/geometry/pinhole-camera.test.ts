import { expect, test } from "vitest";
import { PinholeCamera } from "../../src/geometry/pinhole-camera";
import { axisAngle, IDENTITY } from "../../src/geometry/pose";

const CAMERA = new PinholeCamera(640, 480, 90);

test("a point on the axis falls on the middle of the picture", () => {
  expect(CAMERA.project(IDENTITY, [0, 0, 2])).toEqual([320, 240]);
});

test("at 90 degrees the upper edge of the picture is half a right angle away", () => {
  const [u, v] = CAMERA.project(IDENTITY, [0, -1, 1]) ?? [];
  expect(u).toBeCloseTo(320, 9);
  expect(v).toBeCloseTo(0, 9);
});

test("a camera that was turned and moved sees the point from there", () => {
  const camera = { position: [1, 0, 0] as const, rotation: axisAngle([0, 1, 0], Math.PI / 2) };
  const [u, v] = CAMERA.project(camera, [3, 0, -1]) ?? [];
  expect(u).toBeCloseTo(320 + 120, 6);
  expect(v).toBeCloseTo(240, 6);
});

test("what is not in front of the camera has no pixel", () => {
  expect(CAMERA.project(IDENTITY, [0, 0, -1])).toBeNull();
  expect(CAMERA.project(IDENTITY, [1, 0, 0])).toBeNull();
});
