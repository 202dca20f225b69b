import { expect, test } from "vitest";
import { GripperCommand } from "../../src/input/gripper-command";

const OPENING = { name: "gripper", unit: "m", minimum: 0, maximum: 0.08 };

test("a gripper that holds nothing keeps its measured opening", () => {
  const gripper = new GripperCommand(OPENING);
  expect(gripper.opening(0.05, false)).toBe(0.05);
  expect(gripper.opening(0.049, false)).toBe(0.05);
});

test("a gripper that holds something keeps squeezing it", () => {
  expect(new GripperCommand(OPENING).opening(0.03, true)).toBe(0);
});

test("it closes when it is open and opens when it was told to close", () => {
  const gripper = new GripperCommand(OPENING);
  gripper.toggle(0.07);
  expect(gripper.opening(0.03, false)).toBe(0);
  gripper.toggle(0.03);
  expect(gripper.opening(0.03, false)).toBe(0.08);
});

test("after it was forgotten the measured opening counts again", () => {
  const gripper = new GripperCommand(OPENING);
  gripper.toggle(0.07);
  gripper.forget();
  expect(gripper.opening(0.02, false)).toBe(0.02);
});
