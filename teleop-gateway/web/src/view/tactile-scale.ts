import { largestDisplacement, type TactileField } from "../protocol/tactile-packet";

/** Below this the colours show the noise of the sensor rather than a touch. */
const SMALLEST_M = 1e-4;
const SHRINK_PER_FIELD = 0.998;

/** The displacement that has the strongest colour: grows at once with what is felt and shrinks slowly. */
export class TactileScale {
  private largest = SMALLEST_M;

  follow(field: TactileField): void {
    this.largest = Math.max(SMALLEST_M, this.largest * SHRINK_PER_FIELD, largestDisplacement(field));
  }

  /** Metres. */
  full(): number {
    return this.largest;
  }
}
