import type { PolicyVersion } from "../../connection/gateway-api";
import { button, element } from "../../view/dom";
import { age, percent } from "../../view/format";

export interface VersionActions {
  readonly pin: (version: number) => void;
  readonly card: (version: number) => void;
}

const SUCCESS = "success_rate";
const INTERVENTION = "intervention_rate";

/** The versions of a policy, newest first; one of them may be pinned, so that robots run it in place of the newest. */
export class VersionTable {
  readonly root: HTMLElement;
  private readonly body = element("tbody", { testId: "versions" });
  private readonly follow: HTMLButtonElement;
  private shown = "";

  constructor(private readonly actions: VersionActions) {
    this.follow = button("Follow the newest", { testId: "follow" }, () => actions.pin(0));
    this.root = element(
      "section",
      { class: "panel versions" },
      element("h2", {}, "Versions", this.follow),
      element(
        "table",
        {},
        element(
          "thead",
          {},
          element("tr", {}, ...["version", "published", "success", "intervention", "transitions", "updates", ""].map((name) => element("th", {}, name))),
        ),
        this.body,
      ),
    );
  }

  show(versions: readonly PolicyVersion[], pinned: number, nowMs: number): void {
    this.follow.hidden = pinned === 0;
    const rows = versions.map((version) => ({ ...version, age: age(nowMs - version.publishedMs) }));
    const key = JSON.stringify([rows, pinned]);
    if (key === this.shown) {
      return;
    }
    this.shown = key;
    this.body.replaceChildren(
      ...rows.map((row, i) => {
        const runs = pinned === 0 ? i === 0 : row.version === pinned;
        return element(
          "tr",
          { class: runs ? "runs" : undefined, testId: `version-${row.version}` },
          element("td", { class: "number" }, `@${row.version}`, ...(runs ? [element("span", { class: "pill" }, pinned === 0 ? "NEWEST" : "PINNED")] : [])),
          element("td", { class: "number dim" }, `${row.age} ago`),
          element("td", { class: "number" }, share(row.metrics[SUCCESS])),
          element("td", { class: "number" }, share(row.metrics[INTERVENTION])),
          element("td", { class: "number" }, row.transitions.toLocaleString("en")),
          element("td", { class: "number" }, row.updates.toLocaleString("en")),
          element(
            "td",
            { class: "version-actions" },
            button("Card", { testId: `card-${row.version}` }, () => this.actions.card(row.version)),
            ...(runs && pinned !== 0
              ? []
              : [button("Run this", { testId: `pin-${row.version}`, title: "Robots run this version until another is chosen" }, () => this.actions.pin(row.version))]),
          ),
        );
      }),
    );
  }
}

function share(value: number | undefined): string {
  return value === undefined ? "–" : percent(value);
}
