import type { AutonomyState, RobotState } from "../protocol/messages";
import { sentence } from "./format";

/** Who drives the robot, as the page colours it. */
export type Driver = "nobody" | "operator" | "policy" | "intervention" | "waiting";

export interface HandOver {
  readonly driver: Driver;
  /** Who drives, and how the robot changes hands from here; empty where no policy has a part in it. */
  readonly text: string;
}

/** What an operator has to know to take over from a policy and to give back to it. */
export function handOver(state: RobotState): HandOver {
  const { autonomy, control } = state;
  if (autonomy === null) {
    return { driver: control === "engaged" ? "operator" : "nobody", text: "" };
  }
  const name = policyName(autonomy);
  const mine = state.lease?.mine === true;
  switch (control) {
    case "autonomous":
      return { driver: "policy", text: `${name} drives.${mine ? " Hold the deadman to take over." : ""}` };
    case "engaged":
      return {
        driver: "intervention",
        text: mine
          ? `You drive, ${name} watches. Let the deadman go: ${autonomy.onRelease === "resume" ? "it drives on" : "the arm holds"}.`
          : `${state.lease?.operator ?? "An operator"} has taken over from ${name}.`,
      };
    default:
      return { driver: "waiting", text: waiting(name, autonomy, mine) };
  }
}

function waiting(name: string, autonomy: AutonomyState, mine: boolean): string {
  if (autonomy.waits) {
    return `${name} waits and drives on by itself. ${sentence(autonomy.problem)}`;
  }
  const pause = `The arm holds. ${sentence(autonomy.problem)}`;
  if (!mine) {
    return pause;
  }
  return autonomy.onRelease === "hold" ? `${pause} P lets ${name} drive on.` : `${pause} Let the deadman go: ${name} drives on.`;
}

export function policyName(autonomy: AutonomyState): string {
  return `${autonomy.policy}@${autonomy.version}`;
}
