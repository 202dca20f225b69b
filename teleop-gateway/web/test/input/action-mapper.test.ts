import { expect, test } from "vitest";
import { ActionMapper } from "../../src/input/action-mapper";
import { STILL } from "../../src/input/motion";
import { BASE_FRAME } from "../../src/input/view-frame";

const mapper = new ActionMapper([
  { name: "linear.x", unit: "m/s", minimum: -0.1, maximum: 0.2 },
  { name: "linear.y", unit: "m/s", minimum: -0.2, maximum: 0.2 },
  { name: "angular.z", unit: "rad/s", minimum: -1, maximum: 1 },
  { name: "gripper", unit: "m", minimum: 0, maximum: 0.08 },
]);

test("motion becomes physical units within each dimension's own limits", () => {
  expect(mapper.map({ ...STILL, forward: 1, yaw: -0.5 }, BASE_FRAME, 0.5, 0.04)).toEqual([0.1, 0, -0.25, 0.04]);
  expect(mapper.map({ ...STILL, forward: -1 }, BASE_FRAME, 1, 0.04)[0]).toBe(-0.1);
});

test("forward is away from the operator, wherever the operator looks from", () => {
  const facing = { name: "front camera", yaw: Math.PI };
  const [x, y] = mapper.map({ ...STILL, forward: 1 }, facing, 1, 0);
  expect(x).toBeCloseTo(-0.1, 9);
  expect(y).toBeCloseTo(0, 9);
  const side = { name: "side camera", yaw: Math.PI / 2 };
  expect(mapper.map({ ...STILL, left: 1 }, side, 1, 0)[0]).toBeCloseTo(-0.1, 9);
});

test("a diagonal does not exceed the full speed of an axis", () => {
  const diagonal = { name: "corner camera", yaw: Math.PI / 4 };
  expect(mapper.map({ ...STILL, forward: 1, left: -1 }, diagonal, 1, 0)[0]).toBe(0.2);
});

test("the gripper stays within its limits", () => {
  expect(mapper.map(STILL, BASE_FRAME, 1, 0.2)[3]).toBe(0.08);
  expect(mapper.map(STILL, BASE_FRAME, 1, -0.2)[3]).toBe(0);
});
