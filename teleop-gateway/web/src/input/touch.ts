import type { HoldButton } from "./hold-button";
import type { InputReading, InputSource } from "./input-source";
import { STILL } from "./motion";
import { Recentring } from "./recentring";
import type { ThumbPad } from "./thumb-pad";

/** On-screen control: left pad for forward and left, right pad for up and yaw, a deadman and a clutch to hold. */
export class TouchInput implements InputSource {
  private readonly recentring = new Recentring();

  constructor(
    private readonly leftPad: ThumbPad,
    private readonly rightPad: ThumbPad,
    private readonly deadman: HoldButton,
    private readonly clutch: HoldButton,
  ) {}

  read(): InputReading {
    const left = this.leftPad.deflection();
    const right = this.rightPad.deflection();
    const raw = { ...STILL, forward: left.up, left: -left.right, up: right.up, yaw: -right.right };
    const clutch = this.clutch.isHeld();
    if (this.leftPad.isIdle() && this.rightPad.isIdle()) {
      // A pad springs back to its middle, so a centre set by the clutch ends with the touch.
      this.recentring.reset();
    }
    return { motion: this.recentring.apply(raw, clutch), deadman: this.deadman.isHeld(), clutch };
  }

  release(): void {
    this.leftPad.release();
    this.rightPad.release();
    this.deadman.release();
    this.clutch.release();
    this.recentring.reset();
  }

  dispose(): void {
    this.release();
  }
}
