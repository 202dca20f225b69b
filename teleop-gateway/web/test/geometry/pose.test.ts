import { expect, test } from "vitest";
import { axisAngle, compose, inverseTransform, type Pose, rotate, transform, type Vec3 } from "../../src/geometry/pose";

function expectClose(actual: Vec3, expected: Vec3): void {
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 9));
}

const QUARTER_ABOUT_Z = axisAngle([0, 0, 2], Math.PI / 2);

test("a quarter turn about z takes x to y", () => {
  expectClose(rotate(QUARTER_ABOUT_Z, [1, 0, 0]), [0, 1, 0]);
});

test("composed poses transform like one after the other", () => {
  const parent: Pose = { position: [1, 2, 3], rotation: QUARTER_ABOUT_Z };
  const child: Pose = { position: [0.1, 0, 0], rotation: axisAngle([1, 0, 0], 0.7) };
  const point: Vec3 = [0.3, -0.2, 0.5];
  expectClose(transform(compose(parent, child), point), transform(parent, transform(child, point)));
});

test("the inverse transform undoes the transform", () => {
  const pose: Pose = { position: [1, 2, 3], rotation: axisAngle([1, -2, 0.5], 1.1) };
  expectClose(inverseTransform(pose, transform(pose, [4, 5, 6])), [4, 5, 6]);
});

test("an axis of no length gives no rotation", () => {
  expect(axisAngle([0, 0, 0], 1)).toEqual([0, 0, 0, 1]);
});
