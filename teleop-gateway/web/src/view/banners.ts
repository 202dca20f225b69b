import type { SessionState } from "../connection/session-state";
import type { RobotState } from "../protocol/messages";
import { nowMs } from "../protocol/now";
import { button, element } from "./dom";
import { bytes, sentence } from "./format";
import { handOver } from "./hand-over";

export interface BannerActions {
  readonly retry: () => void;
  readonly clearStop: () => void;
}

interface Banner {
  readonly kind: "bad" | "warn";
  readonly testId: string;
  readonly text: string;
  readonly button?: readonly [label: string, testId: string, action: () => void];
}

/** What the operator must know before anything else, across the page. */
export class Banners {
  readonly root = element("div", { class: "banners", role: "alert" });
  private shown = "";

  constructor(private readonly actions: BannerActions) {}

  /** @param deadman whether the operator presses it right now */
  show(session: SessionState, state: RobotState | null, deadman: boolean): void {
    const live = session.phase === "live" && state !== null;
    const banners = [...this.ofSession(session), ...(live ? this.ofState(state, deadman) : [])];
    const key = JSON.stringify(banners);
    if (key !== this.shown) {
      this.shown = key;
      this.root.replaceChildren(...banners.map(render));
    }
  }

  private ofSession(session: SessionState): Banner[] {
    switch (session.phase) {
      case "waiting": {
        const seconds = Math.max(0, Math.ceil((session.retryAtMs - nowMs()) / 1000));
        return [
          {
            kind: "bad",
            testId: "banner-connection",
            text: `No connection. ${sentence(session.reason)} Next attempt in ${seconds} s.`,
            button: ["Try now", "retry", this.actions.retry],
          },
        ];
      }
      case "refused":
        return [
          {
            kind: "bad",
            testId: "banner-refused",
            text: `${sentence(session.message)} ${sentence(session.action)}`,
            button: ["Try again", "retry", this.actions.retry],
          },
        ];
      default:
        return [];
    }
  }

  private ofState(state: RobotState, deadman: boolean): Banner[] {
    const banners: Banner[] = [];
    if (state.control === "stopped") {
      banners.push({
        kind: "bad",
        testId: "banner-stopped",
        text: `Emergency stop is latched. ${sentence(state.reason)} ${
          state.lease?.mine === true ? "" : "Take control to clear it."
        }`,
        ...(state.lease?.mine === true ? { button: ["Clear the stop", "estop-clear", this.actions.clearStop] as const } : {}),
      });
    }
    if (!state.robotConnected) {
      banners.push({
        kind: "bad",
        testId: "banner-robot-away",
        text: "The robot is not connected to the gateway. It comes back by itself when it is running.",
      });
    }
    if (state.control === "holding" && state.lease?.mine === true) {
      banners.push({
        kind: "warn",
        testId: "banner-holding",
        text: holding(state, deadman),
      });
    }
    const mayMove = state.control === "engaged" || state.control === "idle";
    if (mayMove && state.lease?.mine === true && state.velocityScale < 1) {
      const percent = Math.round(state.velocityScale * 100);
      banners.push({
        kind: "warn",
        testId: "banner-slowed",
        text: `Speed is limited to ${percent} %. ${sentence(state.reason)}`,
      });
    }
    if (state.stream === "away") {
      banners.push({
        kind: "warn",
        testId: "banner-stream-away",
        text: `Storage is away: no new recording can start. ${bytes(state.spoolBytes)} wait on the gateway's disk.`,
      });
    }
    return banners;
  }
}

function holding(state: RobotState, deadman: boolean): string {
  return state.autonomy === null
    ? `The arm holds its pose. ${sentence(state.reason)} ${wayOn(state.reason, deadman)}`
    : handOver(state).text;
}

/** How to drive on, where the gateway's reason does not say it already. */
function wayOn(reason: string, deadman: boolean): string {
  if (/press/i.test(reason)) {
    return "";
  }
  return deadman ? "Release the deadman and press it again to go on." : "Press the deadman to go on.";
}

function render(banner: Banner): HTMLElement {
  const node = element("div", { class: `banner ${banner.kind}`, testId: banner.testId }, element("span", {}, banner.text));
  if (banner.button !== undefined) {
    const [label, testId, action] = banner.button;
    node.append(button(label, { testId }, action));
  }
  return node;
}
