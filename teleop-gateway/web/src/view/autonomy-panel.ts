import type { PolicySummary } from "../connection/gateway-api";
import type { AutonomyState, OnRelease, RobotState } from "../protocol/messages";
import { button, element, setText } from "./dom";
import { age, percent } from "./format";
import { handOver, policyName } from "./hand-over";

export interface PolicyChoice {
  readonly policy: string;
  /** 0 follows the newest. */
  readonly version: number;
  readonly onRelease: OnRelease;
}

export interface AutonomyActions {
  readonly start: (choice: PolicyChoice) => void;
  readonly stop: () => void;
  readonly learn: (policy: string) => void;
}

/** Lets a policy drive, says which one does, and how often a person has to help. */
export class AutonomyPanel {
  readonly root: HTMLElement;
  private readonly policySelect = element("select", { testId: "policy", title: "The policy that shall drive" });
  private readonly releaseSelect = element(
    "select",
    { testId: "on-release", title: "What happens when you let the deadman go" },
    element("option", { value: "resume" }, "policy goes on"),
    element("option", { value: "hold" }, "arm holds"),
  );
  private readonly running = element("span", { class: "ellipsis", testId: "policy-running" }, "no policy");
  private readonly weightAge = element("span", { class: "number dim", testId: "weight-age", title: "Age of the weights that run" });
  private readonly rate = element("span", { class: "number", testId: "intervention-rate" }, "–");
  private readonly interventions = element("span", { class: "number", testId: "interventions" }, "–");
  private readonly handOver = element("p", { class: "hand-over", role: "status", testId: "hand-over" });
  private readonly toggleButton: HTMLButtonElement;
  private readonly learnLink = element("a", { href: "?learn=" }, "curves ›");
  private offered = "";
  private autonomy: AutonomyState | null = null;
  private mayStart = false;
  /** The arm holds after an intervention until the policy is started again. */
  private paused = false;

  constructor(private readonly actions: AutonomyActions) {
    this.toggleButton = button("Start policy", { testId: "autonomy" }, () => this.toggle());
    this.learnLink.addEventListener("click", (event) => {
      event.preventDefault();
      this.actions.learn(this.policySelect.value);
    });
    for (const select of [this.policySelect, this.releaseSelect]) {
      // Otherwise the keys that drive would change the choice.
      select.addEventListener("change", () => select.blur());
    }
    this.root = element(
      "section",
      { class: "panel autonomy" },
      element("h2", {}, "Policy"),
      element("label", { class: "row" }, this.policySelect, this.learnLink),
      element("label", { class: "row" }, "On release", this.releaseSelect),
      element("div", { class: "row" }, this.running, this.weightAge),
      element("div", { class: "row spread", title: "Share of the steps that a person drove" }, "Driven by people, last 20 episodes", this.rate),
      element("div", { class: "row spread" }, "Take-overs, this episode", this.interventions),
      this.handOver,
      this.toggleButton,
    );
    this.offer([]);
  }

  offer(policies: readonly PolicySummary[]): void {
    const key = JSON.stringify(policies.map(({ policy, version, pinned }) => [policy, version, pinned]));
    if (key === this.offered) {
      return;
    }
    this.offered = key;
    const chosen = this.policySelect.value;
    this.policySelect.replaceChildren(
      ...policies.map(({ policy, version, pinned }) =>
        element("option", { value: policy }, `${policy} @ ${pinned === 0 ? `${version} (newest)` : `${pinned} (pinned)`}`),
      ),
    );
    if (policies.some(({ policy }) => policy === chosen)) {
      this.policySelect.value = chosen;
    }
    this.enable();
  }

  show(state: RobotState | null): void {
    this.autonomy = state?.autonomy ?? null;
    this.mayStart = state?.lease?.mine === true && state.robotConnected && state.control !== "stopped";
    const autonomy = this.autonomy;
    this.paused = state?.control === "holding" && autonomy?.onRelease === "hold" && !autonomy.waits;
    const { driver, text } = state === null ? { driver: "nobody", text: "" } : handOver(state);
    this.root.dataset.driver = driver;
    this.root.dataset.running = String(autonomy !== null);
    setText(this.handOver, text);
    setText(this.running, autonomy === null ? "no policy" : `${policyName(autonomy)}${autonomy.following ? "" : " (this version only)"}`);
    setText(this.weightAge, autonomy === null ? "" : `${age(autonomy.publishedAgoMs)} old`);
    setText(this.rate, autonomy === null ? "–" : percent(autonomy.interventionRate));
    setText(this.interventions, autonomy === null ? "–" : String(autonomy.interventions));
    this.enable();
  }

  /** Starts the chosen policy, lets one that is paused drive on, or stops the one that runs. */
  toggle(): void {
    if (this.autonomy !== null && this.paused && this.mayStart) {
      const { policy, version, following, onRelease } = this.autonomy;
      this.actions.start({ policy, version: following ? 0 : version, onRelease });
    } else if (this.autonomy !== null) {
      this.actions.stop();
    } else if (this.mayStart && this.policySelect.value !== "") {
      this.actions.start({ policy: this.policySelect.value, version: 0, onRelease: this.onRelease() });
    }
  }

  private onRelease(): OnRelease {
    return this.releaseSelect.value === "hold" ? "hold" : "resume";
  }

  private enable(): void {
    const none = this.policySelect.options.length === 0;
    this.root.dataset.none = String(none);
    this.policySelect.disabled = none || this.autonomy !== null;
    this.releaseSelect.disabled = this.autonomy !== null;
    this.learnLink.hidden = none;
    setText(this.toggleButton, this.label(none));
    if (!none) {
      this.toggleButton.append(element("kbd", {}, "P"));
    }
    this.toggleButton.disabled = this.autonomy === null && (!this.mayStart || none);
  }

  private label(none: boolean): string {
    if (this.autonomy !== null) {
      return this.paused ? "Let it drive on" : "Stop policy";
    }
    return none ? "No policy for this task yet" : "Start policy";
  }
}
