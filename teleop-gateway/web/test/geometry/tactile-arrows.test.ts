import { expect, test } from "vitest";
import { axisAngle } from "../../src/geometry/pose";
import { tactileArrows } from "../../src/geometry/tactile-arrows";

test("arrows start at the markers of the pad and are longer than life by the exaggeration", () => {
  const pad = {
    name: "left",
    rows: 1,
    columns: 2,
    pitchM: 0.002,
    link: "finger",
    pose: { position: [0, 0, 0.01] as const, rotation: axisAngle([0, 0, 1], Math.PI / 2) },
  };
  const field = {
    pad: 0,
    rows: 1,
    columns: 2,
    capturedAtMs: 0,
    sequence: 0,
    displacement: Float32Array.from([0, 0, 0, 0.001, 0, 0]),
  };
  const [first, second] = tactileArrows(pad, field, { position: [1, 0, 0], rotation: [0, 0, 0, 1] }, 10);
  // A quarter turn about z: the pad's columns run along y.
  expect(first?.start[1]).toBeCloseTo(-0.001, 9);
  expect(first?.end).toEqual(first?.start);
  expect(second?.start[1]).toBeCloseTo(0.001, 9);
  expect(second?.end[1]).toBeCloseTo(0.011, 6);
  expect(second?.end[2]).toBeCloseTo(0.01, 9);
  expect(second?.magnitude).toBeCloseTo(0.001, 9);
});
