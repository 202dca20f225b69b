import type { Motion } from "./motion";

/** What a device says at this moment. */
export interface InputReading {
  readonly motion: Motion;
  readonly deadman: boolean;
  readonly clutch: boolean;
}

/** A keyboard, a gamepad, on-screen pads. */
export interface InputSource {
  read(): InputReading;
  /** Lets go of everything: whatever is held must be let go and pressed again to count. */
  release(): void;
  dispose(): void;
}

/** Something that happens once, as opposed to what is held. */
export type OperatorAction = "gripper" | "record" | "success" | "failure" | "discard" | "autonomy" | "estop";

export type ActionListener = (action: OperatorAction) => void;
