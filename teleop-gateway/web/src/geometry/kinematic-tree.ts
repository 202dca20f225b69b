import type { JointKind, Link, RobotDescription } from "../protocol/robot-description";
import { axisAngle, compose, IDENTITY, type Pose, scale } from "./pose";

/** Forward kinematics of the links of a robot's description. Poses are in the base frame. */
export class KinematicTree {
  private readonly links: readonly Link[];
  private readonly joints: ReadonlyMap<string, { readonly index: number; readonly kind: JointKind }>;

  constructor(description: RobotDescription) {
    this.links = description.links;
    this.joints = new Map(description.joints.map((joint, index) => [joint.name, { index, kind: joint.kind }]));
  }

  /**
   * @param positions joint positions in the order of the description, radians or metres
   * @returns pose of each link by name
   */
  poses(positions: ArrayLike<number>): Map<string, Pose> {
    const poses = new Map<string, Pose>();
    for (const link of this.links) {
      const parent = poses.get(link.parent) ?? IDENTITY;
      poses.set(link.name, compose(parent, this.local(link, positions)));
    }
    return poses;
  }

  /** Pose of a link in its parent's frame. */
  local(link: Link, positions: ArrayLike<number>): Pose {
    const joint = this.joints.get(link.joint);
    if (joint === undefined) {
      return link.origin;
    }
    const position = positions[joint.index] ?? 0;
    return joint.kind === "PRISMATIC"
      ? compose(link.origin, { position: scale(link.axis, position), rotation: IDENTITY.rotation })
      : compose(link.origin, { position: IDENTITY.position, rotation: axisAngle(link.axis, position) });
  }
}
