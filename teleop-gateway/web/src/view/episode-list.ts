import type { EpisodeNotice } from "../protocol/messages";
import { element, setText } from "./dom";
import { bytes } from "./format";

const LIMIT = 5;

const WORDS = {
  opened: "recording",
  closed: "storing…",
  sealed: "sealed",
  quarantined: "quarantined",
  discarded: "discarded",
} as const;

/** What became of the newest demonstrations of this session, newest first. */
export class EpisodeList {
  private readonly list = element("ol", { class: "episodes", testId: "episodes" });
  private readonly empty = element("p", { class: "hint" }, "Demonstrations appear here; sealed means stored and checked.");
  private readonly rows = new Map<string, { readonly row: HTMLElement; readonly fate: HTMLElement }>();
  readonly root = element("section", { class: "panel episode-panel" }, element("h2", {}, "Episodes"), this.empty, this.list);

  show(notice: EpisodeNotice): void {
    this.empty.hidden = true;
    const { row, fate } = this.rowOf(notice.episode);
    row.dataset.event = notice.event;
    row.dataset.testid = notice.event === "sealed" ? "sealed-id" : `episode-${notice.event}`;
    row.title = notice.manifestKey ?? notice.reason ?? "";
    const size = notice.sizeBytes === undefined ? [] : [bytes(notice.sizeBytes)];
    const outcome = notice.outcome === undefined ? [] : [notice.outcome];
    setText(fate, [...outcome, WORDS[notice.event], ...size].join(" · "));
  }

  private rowOf(episode: string): { readonly row: HTMLElement; readonly fate: HTMLElement } {
    const known = this.rows.get(episode);
    if (known !== undefined) {
      return known;
    }
    const fate = element("span", { class: "fate" });
    const row = element("li", { "data-episode": episode }, element("code", {}, episode), fate);
    this.rows.set(episode, { row, fate });
    this.list.prepend(row);
    if (this.rows.size > LIMIT) {
      const [oldest] = this.rows.keys();
      if (oldest !== undefined) {
        this.rows.get(oldest)?.row.remove();
        this.rows.delete(oldest);
      }
    }
    return { row, fate };
  }
}
