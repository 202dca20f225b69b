import { beforeEach, expect, test } from "vitest";
import type { OperatorAction } from "../../src/input/input-source";
import { Keyboard } from "../../src/input/keyboard";
import { STILL } from "../../src/input/motion";

/* Events are plain objects on an EventTarget: the keyboard needs no more of a window than that. */
class KeyEvent extends Event {
  readonly ctrlKey = false;
  readonly altKey = false;
  readonly metaKey = false;

  constructor(
    type: string,
    readonly code: string,
    readonly repeat = false,
  ) {
    super(type, { cancelable: true });
  }
}

globalThis.HTMLElement ??= class {} as typeof HTMLElement;
globalThis.HTMLInputElement ??= class {} as typeof HTMLInputElement;
globalThis.HTMLTextAreaElement ??= class {} as typeof HTMLTextAreaElement;

let window: EventTarget;
let actions: OperatorAction[];
let keyboard: Keyboard;

beforeEach(() => {
  window = new EventTarget();
  actions = [];
  keyboard = new Keyboard(window as Window, (action) => actions.push(action));
});

const press = (code: string, repeat = false): boolean => window.dispatchEvent(new KeyEvent("keydown", code, repeat));
const letGo = (code: string): boolean => window.dispatchEvent(new KeyEvent("keyup", code));

test("held keys move, and opposite keys cancel out", () => {
  press("KeyW");
  press("KeyE");
  expect(keyboard.read().motion).toEqual({ ...STILL, forward: 1, up: 1 });
  press("KeyS");
  expect(keyboard.read().motion).toEqual({ ...STILL, up: 1 });
  letGo("KeyW");
  expect(keyboard.read().motion).toEqual({ ...STILL, forward: -1, up: 1 });
});

test.each(["Space", "ShiftLeft", "ShiftRight"])("%s is the deadman while it is held", (code) => {
  press(code);
  expect(keyboard.read().deadman).toBe(true);
  letGo(code);
  expect(keyboard.read().deadman).toBe(false);
});

test("after a release a key that is still held down counts only when it is pressed again", () => {
  press("Space");
  keyboard.release();
  press("Space", true);
  expect(keyboard.read().deadman).toBe(false);
  letGo("Space");
  press("Space");
  expect(keyboard.read().deadman).toBe(true);
});

test("the clutch stops the motion and leaves the deadman", () => {
  press("Space");
  press("KeyW");
  press("KeyC");
  expect(keyboard.read()).toEqual({ motion: STILL, deadman: true, clutch: true });
});

test("an action fires once for each press", () => {
  press("KeyR");
  press("KeyR", true);
  press("Enter");
  press("Escape");
  expect(actions).toEqual(["record", "success", "estop"]);
});

test("keys that mean nothing here are left to the browser", () => {
  expect(press("F5")).toBe(true);
  expect(press("Space")).toBe(false);
});

test("nothing is heard after the end", () => {
  keyboard.dispose();
  press("KeyR");
  expect(actions).toEqual([]);
});

test("what is typed drives nothing, but Escape stops the robot", () => {
  const field = Object.create(HTMLTextAreaElement.prototype) as HTMLTextAreaElement;
  for (const code of ["KeyW", "KeyR", "Enter", "Escape"]) {
    const event = new KeyEvent("keydown", code);
    Object.defineProperty(event, "target", { value: field });
    window.dispatchEvent(event);
  }

  expect(keyboard.read().motion).toEqual(STILL);
  expect(actions).toEqual(["estop"]);
});
