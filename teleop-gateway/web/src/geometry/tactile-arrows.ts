import type { TactilePad } from "../protocol/robot-description";
import type { TactileField } from "../protocol/tactile-packet";
import { add, compose, type Pose, rotate, scale, transform, type Vec3 } from "./pose";

/** The displacement of one marker, in the base frame. */
export interface TactileArrow {
  readonly start: Vec3;
  readonly end: Vec3;
  /** True length of the displacement, metres. */
  readonly magnitude: number;
}

/**
 * Where the arrows of a fingertip's field lie in space.
 *
 * @param link pose of the link that carries the pad, base frame
 * @param exaggeration how many times longer than the displacement an arrow is
 */
export function tactileArrows(pad: TactilePad, field: TactileField, link: Pose, exaggeration: number): TactileArrow[] {
  const centre = compose(link, pad.pose);
  const arrows: TactileArrow[] = [];
  for (let row = 0; row < field.rows; row++) {
    for (let column = 0; column < field.columns; column++) {
      const i = 3 * (row * field.columns + column);
      const moved: Vec3 = [
        field.displacement[i] ?? 0,
        field.displacement[i + 1] ?? 0,
        field.displacement[i + 2] ?? 0,
      ];
      const start = transform(centre, [
        (column - (field.columns - 1) / 2) * pad.pitchM,
        (row - (field.rows - 1) / 2) * pad.pitchM,
        0,
      ]);
      arrows.push({
        start,
        end: add(start, scale(rotate(centre.rotation, moved), exaggeration)),
        magnitude: Math.hypot(...moved),
      });
    }
  }
  return arrows;
}
