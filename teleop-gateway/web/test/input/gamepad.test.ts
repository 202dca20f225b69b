import { expect, test } from "vitest";
import { GamepadInput } from "../../src/input/gamepad";
import type { OperatorAction } from "../../src/input/input-source";

function pad(axes: number[], pressed: number[] = []): Gamepad {
  const buttons = Array.from({ length: 17 }, (_, i) => ({ pressed: pressed.includes(i), touched: false, value: 0 }));
  return { axes, buttons, connected: true, id: "pad", mapping: "standard" } as unknown as Gamepad;
}

const RIGHT_BUMPER = 5;
const LEFT_BUMPER = 4;

test("sticks move beyond their dead zone and reach the full speed", () => {
  const input = new GamepadInput(() => undefined, () => [pad([0.05, -1, 0, 0])]);
  expect(input.read().motion.left).toBeCloseTo(0);
  expect(input.read().motion.forward).toBe(1);
});

test("the deadman must be let go and pressed again after a release", () => {
  let now = pad([0, 0, 0, 0]);
  const input = new GamepadInput(() => undefined, () => [now]);
  input.read();
  now = pad([0, 0, 0, 0], [RIGHT_BUMPER]);
  expect(input.read().deadman).toBe(true);
  input.release();
  expect(input.read().deadman).toBe(false);
  now = pad([0, 0, 0, 0]);
  input.read();
  now = pad([0, 0, 0, 0], [RIGHT_BUMPER]);
  expect(input.read().deadman).toBe(true);
});

test("a gamepad that comes back with the deadman held does not drive", () => {
  let now: (Gamepad | null)[] = [null];
  const input = new GamepadInput(() => undefined, () => now);
  input.read();
  now = [pad([0, 0, 0, 0], [RIGHT_BUMPER])];
  expect(input.read().deadman).toBe(false);
});

test("where the sticks rest when the clutch is let go becomes their new centre", () => {
  let now = pad([0, -0.5, 0, 0], [LEFT_BUMPER]);
  const input = new GamepadInput(() => undefined, () => [now]);
  expect(input.read().motion.forward).toBe(0);
  now = pad([0, -0.5, 0, 0]);
  expect(input.read().motion.forward).toBe(0);
  now = pad([0, -1, 0, 0]);
  expect(input.read().motion.forward).toBeGreaterThan(0.5);
});

test("a button acts once for each press", () => {
  const actions: OperatorAction[] = [];
  let now = pad([0, 0, 0, 0], [8]);
  const input = new GamepadInput((action) => actions.push(action), () => [now]);
  input.read();
  input.read();
  now = pad([0, 0, 0, 0]);
  input.read();
  now = pad([0, 0, 0, 0], [8, 0]);
  input.read();
  expect(actions).toEqual(["estop", "gripper", "estop"]);
});
