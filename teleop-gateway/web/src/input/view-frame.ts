import { rotate } from "../geometry/pose";
import type { Camera } from "../protocol/robot-description";

/** From where the operator looks: `forward` on the controls is away from there. */
export interface ViewFrame {
  readonly name: string;
  /** Direction of forward about the base's z axis, radians: 0 is the base's x axis. */
  readonly yaw: number;
}

export const BASE_FRAME: ViewFrame = { name: "robot base", yaw: 0 };

/** One frame for each camera that stands still, then the robot's base. */
export function viewFrames(cameras: readonly Camera[]): readonly ViewFrame[] {
  const fixed = cameras.filter((camera) => camera.parentFrame === "base");
  return [...fixed.map((camera) => ({ name: `${camera.name} camera`, yaw: yawOf(camera) })), BASE_FRAME];
}

function yawOf(camera: Camera): number {
  const into = rotate(camera.pose.rotation, [0, 0, 1]);
  // A camera that looks straight down has no forward on the table; the top of its picture takes that part.
  const forward = Math.hypot(into[0], into[1]) > 0.1 ? into : rotate(camera.pose.rotation, [0, -1, 0]);
  return Math.atan2(forward[1], forward[0]);
}
