import type { ActionListener, InputReading, InputSource, OperatorAction } from "./input-source";
import { combine, type Motion, STILL } from "./motion";

/** Physical keys (KeyboardEvent.code), so that the layout of letters does not matter. */
export const MOTION_KEYS: Readonly<Record<string, Partial<Motion>>> = {
  KeyW: { forward: 1 },
  KeyS: { forward: -1 },
  KeyA: { left: 1 },
  KeyD: { left: -1 },
  KeyE: { up: 1 },
  KeyQ: { up: -1 },
  KeyI: { pitch: 1 },
  KeyK: { pitch: -1 },
  KeyJ: { yaw: 1 },
  KeyL: { yaw: -1 },
  KeyU: { roll: -1 },
  KeyO: { roll: 1 },
};

const ACTION_KEYS: Readonly<Record<string, OperatorAction>> = {
  KeyG: "gripper",
  KeyR: "record",
  Enter: "success",
  KeyF: "failure",
  Backspace: "failure",
  KeyX: "discard",
  KeyP: "autonomy",
  Escape: "estop",
};

const DEADMAN_KEYS: readonly string[] = ["Space", "ShiftLeft", "ShiftRight"];
const CLUTCH_KEY = "KeyC";

/**
 * Keys held and keys pressed; keys meant for the browser (Ctrl, Alt, Meta) or, but for the emergency stop, for a text
 * field are left alone.
 */
export class Keyboard implements InputSource {
  private readonly held = new Set<string>();

  constructor(
    private readonly target: Window,
    private readonly onAction: ActionListener,
  ) {
    target.addEventListener("keydown", this.down);
    target.addEventListener("keyup", this.up);
  }

  read(): InputReading {
    const clutch = this.held.has(CLUTCH_KEY);
    const motions = [...this.held].map((code) => ({ ...STILL, ...MOTION_KEYS[code] }));
    return {
      motion: clutch ? STILL : combine(motions),
      deadman: DEADMAN_KEYS.some((code) => this.held.has(code)),
      clutch,
    };
  }

  release(): void {
    this.held.clear();
  }

  dispose(): void {
    this.target.removeEventListener("keydown", this.down);
    this.target.removeEventListener("keyup", this.up);
  }

  private readonly down = (event: KeyboardEvent): void => {
    const action = ACTION_KEYS[event.code];
    if (event.ctrlKey || event.altKey || event.metaKey || isPressing(event)) {
      return;
    }
    if (isTyping(event.target) && action !== "estop") {
      return;
    }
    if (action === undefined && !isHoldable(event.code)) {
      return;
    }
    event.preventDefault();
    // A repeat of a key that release() let go must not count as a new press.
    if (event.repeat) {
      return;
    }
    if (action === undefined) {
      this.held.add(event.code);
    } else {
      this.onAction(action);
    }
  };

  private readonly up = (event: KeyboardEvent): void => {
    if (this.held.delete(event.code)) {
      event.preventDefault();
    }
  };
}

function isHoldable(code: string): boolean {
  return code in MOTION_KEYS || DEADMAN_KEYS.includes(code) || code === CLUTCH_KEY;
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) {
    return target.type === "text" || target.type === "password" || target.type === "number";
  }
  return target instanceof HTMLTextAreaElement;
}

/** Enter on a button or link that was reached with the Tab key presses it, and is no operator's action. */
function isPressing(event: KeyboardEvent): boolean {
  return event.code === "Enter" && event.target instanceof HTMLElement && event.target.matches("button, a, select");
}
