/**
 * How the operator wants the tool to move: each part −1…1 of the full speed, as the operator sees the scene.
 * `forward` is away from the operator, `roll` turns about forward, `pitch` about left, `yaw` about up.
 */
export interface Motion {
  readonly forward: number;
  readonly left: number;
  readonly up: number;
  readonly roll: number;
  readonly pitch: number;
  readonly yaw: number;
}

export const STILL: Motion = { forward: 0, left: 0, up: 0, roll: 0, pitch: 0, yaw: 0 };

/** The sum of all, each part kept within −1…1. */
export function combine(motions: readonly Motion[]): Motion {
  const sum = (part: keyof Motion): number =>
    Math.max(
      -1,
      Math.min(
        1,
        motions.reduce((total, motion) => total + motion[part], 0),
      ),
    );
  return {
    forward: sum("forward"),
    left: sum("left"),
    up: sum("up"),
    roll: sum("roll"),
    pitch: sum("pitch"),
    yaw: sum("yaw"),
  };
}

export function subtractMotion(a: Motion, b: Motion): Motion {
  return {
    forward: a.forward - b.forward,
    left: a.left - b.left,
    up: a.up - b.up,
    roll: a.roll - b.roll,
    pitch: a.pitch - b.pitch,
    yaw: a.yaw - b.yaw,
  };
}
