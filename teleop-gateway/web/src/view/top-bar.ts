import type { SessionState } from "../connection/session-state";
import type { ClockEstimate } from "../protocol/clock-sync";
import type { RobotState } from "../protocol/messages";
import type { RobotDescription } from "../protocol/robot-description";
import { element, setText } from "./dom";
import { emergencyStopButton } from "./emergency-stop-button";
import { milliseconds } from "./format";
import { handOver } from "./hand-over";
import { healthOf, Metric } from "./metric";

export interface LinkFigures {
  readonly clock: ClockEstimate | null;
  readonly commandAgeMs: number | null;
  /** Without driving, commands come seldom and their age says nothing about the link. */
  readonly driving: boolean;
  readonly glassToGlassMs: number | null;
}

const CONTROL_WORDS = { idle: "IDLE", engaged: "DRIVING", autonomous: "POLICY", holding: "HOLDING", stopped: "STOPPED" } as const;
const SESSION_WORDS: Readonly<Record<SessionState["phase"], string>> = {
  "signing-in": "connecting",
  negotiating: "connecting",
  live: "live",
  waiting: "reconnecting",
  refused: "refused",
  closed: "closed",
};

/** The strip at the top: which robot, what state it is in, how good the link is, and the emergency stop. */
export class TopBar {
  readonly root: HTMLElement;
  private readonly task = element("span", { class: "robot-task" });
  private readonly control = element("span", { class: "pill", testId: "state" }, "–");
  private readonly link = element("span", { class: "pill link", testId: "session" }, "connecting");
  private readonly roundTrip = new Metric("round trip", "round-trip", "From here to the gateway and back");
  private readonly commandAge = new Metric("command age", "command-age", "Age of the newest command that the gateway accepted");
  private readonly glass = new Metric("glass to glass", "glass-to-glass", "From the camera's exposure to this screen, by the time code in the picture");
  private readonly scale = new Metric("speed limit", "velocity-scale", "The gateway slows the arm down when the link is slow");
  private readonly rejected = new Metric("rejected", "rejected", "Command packets that the gateway refused");

  constructor(robot: string, onBack: (event: Event) => void, onStop: () => void) {
    const back = element("a", { class: "brand", href: "./", title: "All robots" }, element("span", {}, "‹"), "Teleloop");
    back.addEventListener("click", onBack);
    this.root = element(
      "header",
      { class: "top-bar" },
      back,
      element("div", { class: "robot-title" }, element("strong", {}, robot), this.task),
      element("div", { class: "pills" }, this.control, this.link),
      element(
        "div",
        { class: "metrics" },
        this.roundTrip.root,
        this.commandAge.root,
        this.glass.root,
        this.scale.root,
        this.rejected.root,
      ),
      emergencyStopButton(onStop),
    );
  }

  describe(robot: RobotDescription): void {
    setText(this.task, robot.instruction === "" ? robot.task : `${robot.task} · ${robot.instruction}`);
    this.task.title = robot.instruction;
  }

  showSession(state: SessionState): void {
    setText(this.link, SESSION_WORDS[state.phase]);
    this.link.dataset.phase = state.phase;
    if (state.phase !== "live") {
      setText(this.control, "UNKNOWN");
      this.control.dataset.control = "unknown";
      this.scale.show("–", "unknown");
      this.rejected.show("–", "unknown");
    }
  }

  showState(state: RobotState): void {
    const { driver } = handOver(state);
    setText(this.control, driver === "intervention" ? "INTERVENING" : CONTROL_WORDS[state.control]);
    this.control.dataset.control = state.control;
    this.control.dataset.driver = driver;
    this.control.title = state.reason;
    const percent = Math.round(state.velocityScale * 100);
    this.scale.show(`${percent} %`, percent >= 100 ? "good" : percent > 20 ? "fair" : "bad");
    const counts = Object.entries(state.rejected).filter(([, count]) => count > 0);
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    this.rejected.show(String(total), total === 0 ? "good" : "fair");
    this.rejected.root.title = counts.map(([reason, count]) => `${reason}: ${count}`).join("\n") || "No command was refused";
  }

  showFigures(figures: LinkFigures): void {
    const { clock, commandAgeMs, driving, glassToGlassMs } = figures;
    this.roundTrip.show(milliseconds(clock?.rttMs ?? null), healthOf(clock?.rttMs ?? null, 80, 200));
    this.roundTrip.root.title =
      clock === null ? "" : `Clock offset ${clock.offsetMs.toFixed(1)} ms ± ${clock.errorMs.toFixed(1)} ms`;
    this.commandAge.show(milliseconds(commandAgeMs), driving ? healthOf(commandAgeMs, 100, 300) : "unknown");
    this.glass.show(milliseconds(glassToGlassMs), healthOf(glassToGlassMs, 150, 400));
  }
}
