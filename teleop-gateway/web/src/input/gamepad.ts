import type { ActionListener, InputReading, InputSource, OperatorAction } from "./input-source";
import { type Motion, STILL } from "./motion";
import { Recentring } from "./recentring";

/* Button and axis numbers of the W3C standard gamepad mapping. */
const BUTTON_ACTIONS: readonly (readonly [number, OperatorAction])[] = [
  [0, "gripper"],
  [2, "record"],
  [3, "success"],
  [1, "failure"],
  [9, "discard"],
  [8, "estop"],
];
const LEFT_BUMPER = 4;
const RIGHT_BUMPER = 5;
const DPAD_UP = 12;
const DPAD_DOWN = 13;
const DPAD_LEFT = 14;
const DPAD_RIGHT = 15;
const DEAD_ZONE = 0.12;

/**
 * The first connected gamepad. Left stick: forward and left; right stick: up and yaw; D-pad: pitch and roll; right
 * bumper: deadman; left bumper: clutch.
 */
export class GamepadInput implements InputSource {
  private readonly pressed = new Set<number>();
  private readonly recentring = new Recentring();
  private mustRelease = false;
  private name: string | null = null;

  constructor(
    private readonly onAction: ActionListener,
    private readonly pads: () => readonly (Gamepad | null)[] = () => navigator.getGamepads(),
  ) {}

  /** What is plugged in, or null. */
  connectedName(): string | null {
    return this.name;
  }

  read(): InputReading {
    const pad = this.pads().find((each) => each?.connected === true && each.mapping === "standard");
    if (pad === undefined || pad === null) {
      this.name = null;
      this.release();
      return { motion: STILL, deadman: false, clutch: false };
    }
    this.name = pad.id;
    this.fireActions(pad);
    const held = isPressed(pad, RIGHT_BUMPER);
    this.mustRelease &&= held;
    const clutch = isPressed(pad, LEFT_BUMPER);
    return { motion: this.recentring.apply(sticks(pad), clutch), deadman: held && !this.mustRelease, clutch };
  }

  release(): void {
    this.mustRelease = true;
    this.recentring.reset();
  }

  dispose(): void {
    this.pressed.clear();
  }

  private fireActions(pad: Gamepad): void {
    for (const [button, action] of BUTTON_ACTIONS) {
      if (!isPressed(pad, button)) {
        this.pressed.delete(button);
      } else if (!this.pressed.has(button)) {
        this.pressed.add(button);
        this.onAction(action);
      }
    }
  }
}

function sticks(pad: Gamepad): Motion {
  const between = (positive: number, negative: number): number =>
    Number(isPressed(pad, positive)) - Number(isPressed(pad, negative));
  return {
    forward: -deflection(pad.axes[1]),
    left: -deflection(pad.axes[0]),
    up: -deflection(pad.axes[3]),
    yaw: -deflection(pad.axes[2]),
    pitch: between(DPAD_UP, DPAD_DOWN),
    roll: between(DPAD_RIGHT, DPAD_LEFT),
  };
}

/** Nothing within the dead zone, then rising from zero so that the tool starts without a jump. */
function deflection(axis = 0): number {
  const size = Math.abs(axis);
  return size < DEAD_ZONE ? 0 : (Math.sign(axis) * (Math.min(1, size) - DEAD_ZONE)) / (1 - DEAD_ZONE);
}

function isPressed(pad: Gamepad, button: number): boolean {
  return pad.buttons[button]?.pressed ?? false;
}
