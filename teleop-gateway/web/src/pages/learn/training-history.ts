import type { TrainingPoint } from "../../connection/gateway-api";

/** More points than a screen has columns say nothing more. */
const MOST_POINTS = 2000;

/** What a learner told so far: points by rising time, thinned out when they become too many. */
export class TrainingHistory {
  private kept: TrainingPoint[] = [];

  /** Time of the newest point, 0 for none. */
  newestMs(): number {
    return this.kept.at(-1)?.timeMs ?? 0;
  }

  newest(): TrainingPoint | null {
    return this.kept.at(-1) ?? null;
  }

  add(points: readonly TrainingPoint[]): void {
    for (const point of points) {
      const last = this.kept.at(-1);
      // A learner that went back to its checkpoint tells the same transitions again: the newer telling counts.
      if (last !== undefined && point.transitions < last.transitions) {
        this.kept = this.kept.filter((each) => each.transitions < point.transitions);
      }
      this.kept.push(point);
    }
    if (this.kept.length > MOST_POINTS) {
      const newest = this.kept.length - 1;
      this.kept = this.kept.filter((_, i) => i % 2 === 0 || i === newest);
    }
  }

  points(): readonly TrainingPoint[] {
    return this.kept;
  }
}
