import { type GatewayApi, GatewayError, type RobotSummary } from "../connection/gateway-api";
import { element, setText } from "../view/dom";
import { sentence } from "../view/format";
import { siteHeader } from "../view/site-header";
import type { Navigation, Page } from "./page";

const REFRESH_MS = 2000;

/** All robots of the gateway, what each does and who drives it. */
export class FleetPage implements Page {
  readonly root: HTMLElement;
  private readonly list = element("ul", { class: "fleet", testId: "fleet" });
  private readonly note = element("p", { class: "hint", role: "status", testId: "fleet-note" }, "Asking the gateway…");
  private timer: number | undefined;
  private disposed = false;
  private shown = "";

  constructor(
    private readonly api: GatewayApi,
    private readonly navigation: Navigation,
  ) {
    this.root = element(
      "main",
      { class: "page" },
      siteHeader("robots", navigation),
      this.list,
      this.note,
    );
    void this.refresh();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }

  private async refresh(): Promise<void> {
    try {
      const robots = await this.api.robots();
      if (!this.disposed) {
        this.show(robots);
      }
    } catch (error) {
      if (!this.disposed) {
        this.fail(error);
      }
    }
    if (!this.disposed) {
      this.timer = window.setTimeout(() => void this.refresh(), REFRESH_MS);
    }
  }

  private show(robots: readonly RobotSummary[]): void {
    setText(this.note, robots.length === 0 ? "No robot has connected to this gateway yet." : "");
    const key = JSON.stringify(robots);
    if (key !== this.shown) {
      this.shown = key;
      this.list.replaceChildren(...robots.map((robot) => this.card(robot)));
    }
  }

  private fail(error: unknown): void {
    if (error instanceof GatewayError && error.code === "unauthorized") {
      this.navigation.signIn(`${sentence(error.message)} ${sentence(error.action)}`);
      return;
    }
    const action = error instanceof GatewayError ? error.action : "";
    setText(this.note, `${sentence(error instanceof Error ? error.message : String(error))} ${sentence(action)}`);
  }

  private card(robot: RobotSummary): HTMLElement {
    const state = robot.connected ? robot.control : "away";
    const link = element(
      "a",
      { class: "robot-card", href: `?robot=${encodeURIComponent(robot.robot)}`, testId: `robot-${robot.robot}` },
      element("strong", {}, robot.robot),
      element("span", { class: "dim" }, robot.task),
      element("span", { class: "pill", "data-control": state }, state.toUpperCase()),
      element("span", { class: "dim" }, robot.operator === null ? "nobody drives" : `${robot.operator} drives`),
      element("span", { class: "go" }, "Drive ›"),
    );
    link.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && event.button === 0) {
        event.preventDefault();
        this.navigation.drive(robot.robot);
      }
    });
    return element("li", {}, link);
  }
}
