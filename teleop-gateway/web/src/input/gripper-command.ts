import type { ActionDimension } from "../protocol/robot-description";

/**
 * The opening to command. Until the operator says otherwise the gripper keeps what it has: the measured opening, or,
 * when the fingertips feel something, closed, because commanding the measured opening would let go of it.
 */
export class GripperCommand {
  private chosen: number | null = null;

  constructor(private readonly dimension: ActionDimension | undefined) {}

  /** Opens when it is more closed than open, and the other way round. */
  toggle(measured: number): void {
    const { minimum, maximum } = this.dimension ?? { minimum: 0, maximum: 0 };
    const current = this.chosen ?? measured;
    this.chosen = current > (minimum + maximum) / 2 ? minimum : maximum;
  }

  /** Forgets what was chosen, because somebody else or a reset may have changed the gripper. */
  forget(): void {
    this.chosen = null;
  }

  opening(measured: number, feelsContact: boolean): number {
    this.chosen ??= feelsContact ? (this.dimension?.minimum ?? 0) : measured;
    return this.chosen;
  }
}
