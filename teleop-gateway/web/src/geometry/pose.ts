/** x, y, z. */
export type Vec3 = readonly [number, number, number];
/** Unit quaternion x, y, z, w. */
export type Quat = readonly [number, number, number, number];

/** Where a frame lies in its parent's frame: metres and a unit quaternion. */
export interface Pose {
  readonly position: Vec3;
  readonly rotation: Quat;
}

export const IDENTITY: Pose = { position: [0, 0, 0], rotation: [0, 0, 0, 1] };

export function add(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function subtract(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function scale(a: Vec3, factor: number): Vec3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function multiply(a: Quat, b: Quat): Quat {
  return [
    a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
    a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
    a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
    a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
  ];
}

export function conjugate(q: Quat): Quat {
  return [-q[0], -q[1], -q[2], q[3]];
}

/** Turns `v` by the rotation `q`. */
export function rotate(q: Quat, v: Vec3): Vec3 {
  const axis: Vec3 = [q[0], q[1], q[2]];
  const t = scale(cross(axis, v), 2);
  return add(add(v, scale(t, q[3])), cross(axis, t));
}

/** Rotation by `angle` radians about `axis`, which need not have unit length. A zero axis gives no rotation. */
export function axisAngle(axis: Vec3, angle: number): Quat {
  const length = Math.hypot(...axis);
  if (length === 0) {
    return IDENTITY.rotation;
  }
  const s = Math.sin(angle / 2) / length;
  return [axis[0] * s, axis[1] * s, axis[2] * s, Math.cos(angle / 2)];
}

/** Pose of a child in the grandparent's frame, from the parent's pose and the child's pose in the parent. */
export function compose(parent: Pose, child: Pose): Pose {
  return {
    position: transform(parent, child.position),
    rotation: multiply(parent.rotation, child.rotation),
  };
}

/** A point of the pose's own frame, expressed in the parent's frame. */
export function transform(pose: Pose, point: Vec3): Vec3 {
  return add(pose.position, rotate(pose.rotation, point));
}

/** A point of the parent's frame, expressed in the pose's own frame. */
export function inverseTransform(pose: Pose, point: Vec3): Vec3 {
  return rotate(conjugate(pose.rotation), subtract(point, pose.position));
}
