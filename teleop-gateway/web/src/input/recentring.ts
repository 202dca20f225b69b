import { type Motion, STILL, subtractMotion } from "./motion";

/**
 * The clutch of a device with sticks or pads: while it is held nothing moves, and where the device rests when the
 * clutch is let go becomes its new centre.
 */
export class Recentring {
  private centre: Motion = STILL;
  private wasHeld = false;

  apply(raw: Motion, clutchHeld: boolean): Motion {
    if (clutchHeld) {
      this.wasHeld = true;
      return STILL;
    }
    if (this.wasHeld) {
      this.wasHeld = false;
      this.centre = raw;
    }
    return subtractMotion(raw, this.centre);
  }

  reset(): void {
    this.centre = STILL;
    this.wasHeld = false;
  }
}
