import { type GatewayApi, GatewayError, type PolicySummary, type TrainingSummary } from "../../connection/gateway-api";
import { Curve, type CurveStyle } from "../../view/curve";
import { button, element, setText } from "../../view/dom";
import { age, sentence } from "../../view/format";
import { siteHeader } from "../../view/site-header";
import type { Navigation, Page } from "../page";
import { TrainingHistory } from "./training-history";
import { VersionTable } from "./version-table";

const REFRESH_MS = 1000;
/** A learner tells how it is doing once a second. */
const SILENT_MS = 10_000;

const CURVES: readonly CurveStyle[] = [
  { title: "Success, last 20 episodes", percent: true, lines: [{ label: "success", metric: "success_rate" }] },
  { title: "People drove, last 20 episodes", percent: true, lines: [{ label: "intervention", metric: "intervention_rate" }] },
  { title: "Return, last 20 episodes", lines: [{ label: "return", metric: "return" }] },
  { title: "Q", lines: [{ label: "Q", metric: "q" }] },
  {
    title: "Losses",
    lines: [
      { label: "critic", metric: "critic_loss" },
      { label: "actor", metric: "actor_loss" },
      { label: "imitation", metric: "imitation_loss" },
    ],
  },
  {
    title: "Entropy and temperature",
    lines: [
      { label: "entropy", metric: "entropy" },
      { label: "temperature", metric: "temperature" },
    ],
  },
  { title: "Updates for each transition", lines: [{ label: "updates", metric: "updates_per_transition" }] },
  { title: "Steps that wait for the learner", lines: [{ label: "lag", metric: "lag" }] },
];

/** How the learners do, which policies came of it, and which version robots run. */
export class LearnPage implements Page {
  readonly root: HTMLElement;
  private readonly list = element("ul", { class: "learners", testId: "learners" });
  private readonly note = element("p", { class: "hint", role: "status", testId: "learn-note" }, "Asking the gateway…");
  private readonly axis = element("span", { class: "hint axis" });
  private readonly facts = element("p", { class: "facts number", testId: "facts" });
  private readonly curves = CURVES.map((style) => new Curve(style));
  private readonly versions: VersionTable;
  private readonly card = element("pre", { testId: "card" });
  private readonly cardDialog = element("dialog", { class: "card-dialog" });
  private readonly detail: HTMLElement;
  private history = new TrainingHistory();
  private policy: string | null;
  private timer: number | undefined;
  private disposed = false;
  private shownList = "";

  constructor(
    private readonly api: GatewayApi,
    policy: string | null,
    private readonly navigation: Navigation,
  ) {
    this.policy = policy;
    this.versions = new VersionTable({
      pin: (version) => void this.guarded(() => this.pin(version)),
      card: (version) => void this.guarded(() => this.showCard(version)),
    });
    this.cardDialog.append(this.card, button("Close", {}, () => this.cardDialog.close()));
    this.detail = element(
      "div",
      { class: "learn-detail" },
      this.facts,
      this.axis,
      element("div", { class: "curves" }, ...this.curves.map((curve) => curve.root)),
      this.versions.root,
      this.cardDialog,
    );
    this.detail.hidden = true;
    this.root = element("main", { class: "page wide" }, siteHeader("learn", navigation), this.list, this.note, this.detail);
    void this.refresh();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.curves.forEach((curve) => curve.dispose());
  }

  private async refresh(): Promise<void> {
    await this.guarded(() => this.update());
    if (!this.disposed) {
      this.timer = window.setTimeout(() => void this.refresh(), REFRESH_MS);
    }
  }

  private async update(): Promise<void> {
    const [learners, policies] = await Promise.all([this.api.training(), this.api.policies()]);
    const known = new Set([...learners.map((each) => each.policy), ...policies.map((each) => each.policy)]);
    this.policy ??= learners.toSorted((a, b) => b.timeMs - a.timeMs)[0]?.policy ?? [...known][0] ?? null;
    this.showList(learners, policies, known);
    setText(
      this.note,
      known.size === 0
        ? "Nothing learns yet. Record demonstrations on the Drive page; a trainer-worker for the task takes them up by itself."
        : "",
    );
    if (this.policy !== null) {
      await this.updateDetail(this.policy, learners, policies);
    }
  }

  private async updateDetail(
    policy: string,
    learners: readonly TrainingSummary[],
    policies: readonly PolicySummary[],
  ): Promise<void> {
    const history = this.history;
    const published = policies.find((each) => each.policy === policy);
    const [points, versions] = await Promise.all([
      learners.some((each) => each.policy === policy) ? this.api.trainingPoints(policy, history.newestMs()) : [],
      published === undefined ? [] : this.api.policyVersions(policy),
    ]);
    if (this.disposed || history !== this.history) {
      return;
    }
    history.add(points);
    this.detail.hidden = false;
    const kept = history.points();
    // A learner that only imitates lives through no transitions.
    const lives = kept.some((point) => point.transitions > 0);
    setText(this.axis, `Curves over ${lives ? "transitions" : "updates"}`);
    const places = kept.map((point) => (lives ? point.transitions : point.updates));
    const metrics = kept.map((point) => point.metrics);
    this.curves.forEach((curve) => curve.show(places, metrics));
    this.versions.show(versions, published?.pinned ?? 0, Date.now());
    this.showFacts();
  }

  private showFacts(): void {
    const newest = this.history.newest();
    if (newest === null) {
      setText(this.facts, "No learner has told anything of this policy.");
      return;
    }
    const silence = Date.now() - newest.timeMs;
    setText(
      this.facts,
      [
        `${newest.transitions.toLocaleString("en")} transitions`,
        `${newest.demonstrationTransitions.toLocaleString("en")} from demonstrations`,
        `${newest.updates.toLocaleString("en")} updates`,
        `${(newest.metrics["updates_per_second"] ?? 0).toFixed(0)} updates a second`,
        `${(newest.metrics["episodes"] ?? 0).toLocaleString("en")} episodes`,
        silence > SILENT_MS ? `silent for ${age(silence)}` : "learning",
      ].join("  ·  "),
    );
  }

  private showList(
    learners: readonly TrainingSummary[],
    policies: readonly PolicySummary[],
    known: ReadonlySet<string>,
  ): void {
    const rows = [...known].sort().map((policy) => {
      const learner = learners.find((each) => each.policy === policy);
      const published = policies.find((each) => each.policy === policy);
      return {
        policy,
        task: learner?.task ?? published?.task ?? "",
        algorithm: learner?.algorithm ?? published?.algorithm ?? "",
        version: published?.version ?? 0,
        running: published?.running === true,
      };
    });
    const key = JSON.stringify([rows, this.policy]);
    if (key !== this.shownList) {
      this.shownList = key;
      this.list.replaceChildren(
        ...rows.map((row) => {
          const choose = button(row.policy, { testId: `learner-${row.policy}`, "aria-pressed": String(row.policy === this.policy) }, () =>
            this.choose(row.policy),
          );
          choose.append(
            element("span", { class: "dim" }, `${row.algorithm} · ${row.task}`),
            element("span", { class: "number dim" }, row.version === 0 ? "no version yet" : `@${row.version}`),
            ...(row.running ? [element("span", { class: "pill", "data-control": "autonomous" }, "RUNS")] : []),
          );
          return element("li", {}, choose);
        }),
      );
    }
  }

  private choose(policy: string): void {
    if (policy !== this.policy) {
      this.navigation.learn(policy);
    }
  }

  private async pin(version: number): Promise<void> {
    if (this.policy !== null) {
      await this.api.pinPolicy(this.policy, version);
      await this.update();
    }
  }

  private async showCard(version: number): Promise<void> {
    if (this.policy !== null) {
      setText(this.card, JSON.stringify(await this.api.policyCard(this.policy, version), null, 2));
      this.cardDialog.showModal();
    }
  }

  private async guarded(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (this.disposed) {
        return;
      }
      if (error instanceof GatewayError && error.code === "unauthorized") {
        this.navigation.signIn(`${sentence(error.message)} ${sentence(error.action)}`);
        return;
      }
      const action = error instanceof GatewayError ? error.action : "";
      setText(this.note, `${sentence(error instanceof Error ? error.message : String(error))} ${sentence(action)}`);
    }
  }
}
