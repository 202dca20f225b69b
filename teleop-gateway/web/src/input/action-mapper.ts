import type { ActionDimension } from "../protocol/robot-description";
import type { Motion } from "./motion";
import type { ViewFrame } from "./view-frame";

/** Turns what the operator wants into the robot's action: a twist in the base frame and the gripper's opening. */
export class ActionMapper {
  constructor(private readonly dimensions: readonly ActionDimension[]) {}

  /**
   * @param motion as the operator sees the scene
   * @param speed part of the full speed, 0…1
   * @param gripperOpening metres
   * @returns physical units in the order of the action space, each within its limits
   */
  map(motion: Motion, frame: ViewFrame, speed: number, gripperOpening: number): number[] {
    const turned = intoBase(motion, frame.yaw);
    return this.dimensions.map((dimension) => {
      if (dimension.name === "gripper") {
        return clamp(gripperOpening, dimension.minimum, dimension.maximum);
      }
      // A diagonal of the operator's frame can exceed the full speed of one axis of the base.
      const part = clamp(turned[dimension.name] ?? 0, -1, 1) * speed;
      return part >= 0 ? part * Math.max(0, dimension.maximum) : -part * Math.min(0, dimension.minimum);
    });
  }
}

/** Parts of the full speed by the name of the action dimension. */
function intoBase(motion: Motion, yaw: number): Readonly<Record<string, number>> {
  const cos = Math.cos(yaw);
  const sin = Math.sin(yaw);
  return {
    "linear.x": cos * motion.forward - sin * motion.left,
    "linear.y": sin * motion.forward + cos * motion.left,
    "linear.z": motion.up,
    "angular.x": cos * motion.roll - sin * motion.pitch,
    "angular.y": sin * motion.roll + cos * motion.pitch,
    "angular.z": motion.yaw,
  };
}

function clamp(value: number, minimum: number, maximum: number): number {
  return Math.min(maximum, Math.max(minimum, value));
}
