import type { CatalogueApi, Count, EpisodePage, NewLabel } from "../../connection/catalogue-api";
import { GatewayError } from "../../connection/gateway-api";
import { button, element, setText } from "../../view/dom";
import { sentence } from "../../view/format";
import { siteHeader } from "../../view/site-header";
import { Toasts } from "../../view/toasts";
import type { Navigation, Page } from "../page";
import { EpisodeTable } from "./episode-table";
import { FilterBar } from "./filter-bar";
import { LABEL_KEYS, labelOf, typing } from "./label-keys";
import { Thumbnails } from "./thumbnails";

/** The recorded episodes: find them, look at them, say what they are worth. */
export class EpisodesPage implements Page {
  readonly root: HTMLElement;
  private readonly note = element("p", { class: "hint list-note", role: "status", testId: "episodes-note" }, "Asking the catalogue…");
  private readonly counts = element("p", { class: "facts number", testId: "counts" });
  private readonly chosen = element("span", { class: "hint" });
  private readonly toasts = new Toasts();
  private readonly filters = new FilterBar(() => void this.guarded(() => this.load()));
  private readonly thumbnails: Thumbnails;
  private readonly table: EpisodeTable;
  private readonly more: HTMLButtonElement;
  private readonly keys = (event: KeyboardEvent): void => this.pressed(event);
  private next: string | null = null;
  private asked = 0;
  private disposed = false;

  constructor(
    private readonly catalogue: CatalogueApi,
    private readonly navigation: Navigation,
  ) {
    this.thumbnails = new Thumbnails(catalogue);
    this.table = new EpisodeTable(
      this.thumbnails,
      (episode) => navigation.replay(episode),
      () => this.showChosen(),
    );
    this.more = button("More", { testId: "more" }, () => void this.guarded(() => this.loadMore()));
    this.more.hidden = true;
    this.table.root.hidden = true;
    this.root = element(
      "main",
      { class: "page wide" },
      siteHeader("episodes", navigation),
      this.filters.root,
      this.counts,
      element(
        "div",
        { class: "row label-bar" },
        ...LABEL_KEYS.map(({ key, title, label }) => {
          const say = button(title, { testId: `label-${label.value}` }, () => void this.guarded(() => this.label(label)));
          say.append(element("kbd", {}, key.toUpperCase()));
          return say;
        }),
        this.chosen,
        element("span", { class: "hint keys" }, element("kbd", {}, "↑"), element("kbd", {}, "↓"), " move ", element("kbd", {}, "Space"), " choose ", element("kbd", {}, "Enter"), " play back"),
      ),
      this.table.root,
      this.more,
      this.note,
      this.toasts.root,
    );
    document.addEventListener("keydown", this.keys);
    void this.guarded(async () => this.filters.offer(await catalogue.values()));
    void this.guarded(() => this.load());
  }

  dispose(): void {
    this.disposed = true;
    document.removeEventListener("keydown", this.keys);
    this.thumbnails.dispose();
  }

  private async load(): Promise<void> {
    const asked = ++this.asked;
    const page = await this.catalogue.page(this.filters.parameters(), null);
    // A filter that was changed meanwhile asks anew.
    if (asked === this.asked && !this.disposed) {
      this.table.show(page.episodes);
      this.showCounts(page);
      this.showEnd(page);
      this.showChosen();
    }
  }

  private async loadMore(): Promise<void> {
    const asked = this.asked;
    if (this.next !== null) {
      const page = await this.catalogue.page(this.filters.parameters(), this.next);
      if (asked === this.asked && !this.disposed) {
        this.table.add(page.episodes);
        this.showEnd(page);
      }
    }
  }

  private showEnd(page: EpisodePage): void {
    this.next = page.next ?? null;
    this.more.hidden = this.next === null;
    this.table.root.hidden = this.table.count() === 0;
    setText(this.note, this.table.count() === 0 ? "No episode is like that. Record one on the Drive page, or ask for less above." : "");
  }

  private showCounts(page: EpisodePage): void {
    if (page.counts !== undefined) {
      setText(this.counts, `${written(page.counts.real)} by robots  ·  ${written(page.counts.generated)} generated`);
    }
  }

  private showChosen(): void {
    const meant = this.table.meant().length;
    setText(this.chosen, meant > 1 ? `${meant} episodes` : "");
  }

  private async label(label: NewLabel): Promise<void> {
    const meant = this.table.meant();
    if (meant.length === 0) {
      return;
    }
    const outcome = await this.catalogue.label(meant, [label]);
    const written = Object.keys(outcome.written);
    for (const { episode } of await Promise.all(written.map((id) => this.catalogue.episode(id)))) {
      this.table.replace(episode);
    }
    const failed = Object.values(outcome.failed);
    if (failed.length > 0) {
      this.toasts.show("error", `${failed.length} of ${meant.length} could not be labeled: ${failed[0] ?? ""}`);
    }
    if (meant.length > 1) {
      this.table.unchoose();
      this.toasts.show("success", `${written.length} episodes: ${label.name} ${label.value}`);
    }
  }

  private pressed(event: KeyboardEvent): void {
    const label = labelOf(event);
    const move = { ArrowDown: 1, ArrowUp: -1, j: 1 }[event.key];
    if (label !== null) {
      event.preventDefault();
      void this.guarded(() => this.label(label));
    } else if (typing(event)) {
      return;
    } else if (move !== undefined) {
      event.preventDefault();
      this.table.move(move);
    } else if (event.key === " " && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      this.table.choose();
    } else if (event.key === "Enter" && event.target === document.body) {
      this.table.openCursor();
    } else if (event.key === "Escape") {
      this.table.unchoose();
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

function written(count: Count): string {
  return `${count.exact ? "" : "over "}${count.episodes.toLocaleString("en")}`;
}
