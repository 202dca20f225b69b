import type { EpisodeSummary } from "../../connection/catalogue-api";
import { element } from "../../view/dom";
import { duration } from "../../view/format";
import type { Thumbnails } from "./thumbnails";

const NS_PER_MS = 1e6;
const COLUMNS = ["", "opened", "task", "robot", "operator", "outcome", "length", "quality", "review"] as const;

/** The rows of the list: one of them has the cursor, any of them may be chosen. */
export class EpisodeTable {
  readonly root: HTMLElement;
  private readonly body = element("tbody", { testId: "episodes" });
  private readonly chosen = new Set<string>();
  private readonly all = element("input", { type: "checkbox", "aria-label": "choose all that are listed", testId: "choose-all" });
  private rows: EpisodeSummary[] = [];
  private cursor = 0;

  /** @param open called with the episode that is to be played back */
  constructor(
    private readonly thumbnails: Thumbnails,
    private readonly open: (episode: string) => void,
    private readonly changed: () => void,
  ) {
    this.root = element(
      "table",
      { class: "episode-table" },
      element("thead", {}, element("tr", {}, element("th", {}, this.all), ...COLUMNS.map((name) => element("th", {}, name)))),
      this.body,
    );
    this.all.addEventListener("change", () => this.chooseAll(this.all.checked));
  }

  show(episodes: readonly EpisodeSummary[]): void {
    this.rows = [];
    this.cursor = 0;
    this.chosen.clear();
    this.body.replaceChildren();
    this.add(episodes);
  }

  add(episodes: readonly EpisodeSummary[]): void {
    this.rows.push(...episodes);
    this.body.append(...episodes.map((episode) => this.row(episode)));
    this.mark();
  }

  /** Puts newer news of an episode in place of what is shown. */
  replace(episode: EpisodeSummary): void {
    const at = this.rows.findIndex((row) => row.id === episode.id);
    const shown = this.body.children[at];
    if (shown !== undefined) {
      this.rows[at] = episode;
      const fresh = this.row(episode);
      const picture = shown.querySelector("img");
      // The picture stays as it is.
      if (picture !== null) {
        fresh.querySelector("img")?.replaceWith(picture);
      }
      shown.replaceWith(fresh);
      this.mark();
    }
  }

  /** What a label is for: the chosen episodes, else the one under the cursor. */
  meant(): string[] {
    const under = this.rows[this.cursor];
    return this.chosen.size > 0 ? [...this.chosen] : under === undefined ? [] : [under.id];
  }

  count(): number {
    return this.rows.length;
  }

  move(by: number): void {
    this.cursor = Math.max(0, Math.min(this.rows.length - 1, this.cursor + by));
    this.mark();
    this.body.children[this.cursor]?.scrollIntoView({ block: "nearest" });
  }

  choose(): void {
    const under = this.rows[this.cursor];
    if (under !== undefined) {
      this.toggle(under.id);
    }
  }

  openCursor(): void {
    const under = this.rows[this.cursor];
    if (under !== undefined) {
      this.open(under.id);
    }
  }

  unchoose(): void {
    this.chosen.clear();
    this.mark();
    this.changed();
  }

  private chooseAll(chosen: boolean): void {
    this.chosen.clear();
    if (chosen) {
      this.rows.forEach((episode) => this.chosen.add(episode.id));
    }
    this.mark();
    this.changed();
  }

  private toggle(episode: string): void {
    if (!this.chosen.delete(episode)) {
      this.chosen.add(episode);
    }
    this.mark();
    this.changed();
  }

  private mark(): void {
    this.all.checked = this.rows.length > 0 && this.chosen.size === this.rows.length;
    [...this.body.children].forEach((row, i) => {
      const id = this.rows[i]?.id ?? "";
      row.classList.toggle("cursor", i === this.cursor);
      row.classList.toggle("chosen", this.chosen.has(id));
      const box = row.querySelector("input");
      if (box !== null) {
        box.checked = this.chosen.has(id);
      }
    });
  }

  private row(episode: EpisodeSummary): HTMLElement {
    const box = element("input", { type: "checkbox", "aria-label": "choose" });
    box.addEventListener("change", () => this.toggle(episode.id));
    const picture = element("img", { class: "thumbnail", alt: "", "data-episode": episode.id });
    this.thumbnails.show(picture);
    const link = element("a", { href: `?episode=${episode.id}`, testId: `open-${episode.id}` }, opened(episode));
    link.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && event.button === 0) {
        event.preventDefault();
        this.open(episode.id);
      }
    });
    const cell = (kind: string | undefined, ...children: (Node | string)[]): HTMLElement => element("td", { class: kind }, ...children);
    return element(
      "tr",
      { testId: `episode-${episode.id}` },
      cell(undefined, box),
      cell(undefined, picture),
      cell("number", link),
      cell(undefined, episode.task, ...(episode.generated ? [element("span", { class: "pill generated", title: episode.augmenter }, "GENERATED")] : [])),
      cell("dim", episode.robot),
      cell("dim", episode.operator),
      cell(undefined, element("span", { class: "pill", "data-outcome": episode.outcome, testId: `outcome-${episode.id}` }, episode.state === "sealed" ? episode.outcome : "quarantined")),
      cell("number", duration((episode.closedNs - episode.openedNs) / NS_PER_MS)),
      cell("number", episode.quality === undefined ? "–" : episode.quality.toFixed(2)),
      cell(undefined, element("span", { class: "pill", "data-review": episode.review, testId: `review-${episode.id}` }, episode.review ?? "–")),
    );
  }
}

function opened(episode: EpisodeSummary): string {
  return new Date(episode.openedNs / NS_PER_MS).toLocaleString("en-GB", {
    year: "numeric",
    month: "short",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
}
