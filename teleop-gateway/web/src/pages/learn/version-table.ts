import type { PolicyVersion } from "../../connection/gateway-api";
import { button, element, setText } from "../../view/dom";
import { age, percent } from "../../view/format";

export interface VersionActions {
  readonly pin: (version: number) => void;
  readonly card: (version: number) => void;
}

const COLUMNS = ["version", "published", "success", "driven by people", "transitions", "updates", ""];
const SUCCESS = "success_rate";
const INTERVENTION = "intervention_rate";

/** The versions of a policy, newest first; one of them may be pinned, so that robots run it in place of the newest. */
export class VersionTable {
  readonly root: HTMLElement;
  private readonly body = element("tbody", { testId: "versions" });
  private readonly follow: HTMLButtonElement;
  private readonly choice = element("p", { class: "hint", testId: "choice" });
  private shown = "";

  constructor(private readonly actions: VersionActions) {
    this.follow = button("Follow the newest", { testId: "follow" }, () => actions.pin(0));
    this.root = element(
      "section",
      { class: "panel versions" },
      element("h2", {}, "Versions", this.follow),
      this.choice,
      element(
        "table",
        {},
        element(
          "thead",
          {},
          element("tr", {}, ...COLUMNS.map((name) => element("th", {}, name))),
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
    setText(this.choice, choice(versions[0]?.version ?? 0, pinned));
    this.body.replaceChildren(...rows.map((row, i) => this.row(row, row.age, pinned, pinned === 0 ? i === 0 : row.version === pinned)));
  }

  private row(row: PolicyVersion, published: string, pinned: number, runs: boolean): HTMLElement {
    const number = (...children: (Node | string)[]): HTMLElement => element("td", { class: "number" }, ...children);
    const cells = [
      number(`@${row.version}`, ...(runs ? [element("span", { class: "pill" }, pinned === 0 ? "NEWEST" : "PINNED")] : [])),
      number(`${published} ago`),
      number(share(row.metrics[SUCCESS])),
      number(share(row.metrics[INTERVENTION])),
      number(row.transitions.toLocaleString("en")),
      number(row.updates.toLocaleString("en")),
    ];
    // On a phone each figure stands below the name of its column.
    cells.forEach((cell, i) => (cell.dataset.column = COLUMNS[i]));
    return element(
      "tr",
      { class: runs ? "runs" : undefined, testId: `version-${row.version}` },
      ...cells,
      element("td", { class: "version-actions" }, ...this.buttons(row.version, runs && pinned !== 0)),
    );
  }

  private buttons(version: number, pinned: boolean): HTMLElement[] {
    const card = button("Card", { testId: `card-${version}` }, () => this.actions.card(version));
    if (pinned) {
      return [card];
    }
    const title = "Robots run this version until another is chosen";
    return [card, button("Run this", { testId: `pin-${version}`, title }, () => this.actions.pin(version))];
  }
}

/** What robots run, in words. */
function choice(newest: number, pinned: number): string {
  if (newest === 0) {
    return "";
  }
  return pinned === 0
    ? "Robots run the newest version as soon as it is published."
    : `Robots run @${pinned} until you choose another${pinned === newest ? "" : `; the newest is @${newest}`}.`;
}

function share(value: number | undefined): string {
  return value === undefined ? "–" : percent(value);
}
