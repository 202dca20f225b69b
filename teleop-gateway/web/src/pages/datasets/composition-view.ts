import type { Composition, Counts, EpisodeGroup } from "../../connection/datasets-api";
import { element } from "../../view/dom";
import { percent } from "../../view/format";
import { ScatterPlot } from "../../view/scatter-plot";

const ORIGINS = [
  { key: "real", title: "By robots", colour: "#5cc8ff" },
  { key: "generated", title: "Generated", colour: "#c9a6ff" },
] as const;

/** What a version is made of: each origin by itself, and where both start. */
export class CompositionView {
  readonly root: HTMLElement;
  private readonly plot = new ScatterPlot();

  constructor(composition: Composition) {
    const shown = ORIGINS.filter(({ key }) => composition[key].episodes > 0);
    this.root = element(
      "div",
      { class: "composition", testId: "composition" },
      ...shown.map(({ key, title, colour }) => group(key, title, colour, composition[key])),
      element(
        "section",
        { class: "panel" },
        element("h2", {}, "Where they start"),
        this.plot.root,
        ...shown.map(({ key, colour }) => {
          const line = element("p", { class: "hint", testId: `starts-${key}` }, coverage(composition[key]));
          line.style.setProperty("--mark", colour);
          return line;
        }),
      ),
    );
    const cell = composition.real.starts.cellMetres;
    this.plot.show(
      // What robots did lies on top.
      shown.map(({ key, colour }) => ({ colour, points: composition[key].starts.points })).reverse(),
      cell,
    );
  }

  dispose(): void {
    this.plot.dispose();
  }
}

function group(key: string, title: string, colour: string, episodes: EpisodeGroup): HTMLElement {
  const { seconds } = episodes;
  const section = element(
    "section",
    { class: "panel group", testId: `group-${key}` },
    element("h2", {}, title),
    element("p", { class: "headline" }, element("b", { class: "number" }, episodes.episodes.toLocaleString("en")), ` episodes, ${episodes.steps.toLocaleString("en")} steps`),
    element("p", { class: "hint" }, `${(seconds.total / 60).toFixed(1)} min; an episode ${seconds.shortest.toFixed(1)} to ${seconds.longest.toFixed(1)} s, half of them up to ${seconds.median.toFixed(1)} s`),
    shares("outcome", episodes.outcomes, episodes.episodes),
    shares("operator", episodes.operators, episodes.episodes),
    shares("split", episodes.splits, episodes.episodes),
  );
  if (episodes.unread > 0) {
    section.append(element("p", { class: "problem" }, `Not in the store any more, or not as they were: ${episodes.unread}`));
  }
  section.style.setProperty("--mark", colour);
  return section;
}

/** Most first. */
function shares(kind: string, counts: Counts, all: number): HTMLElement {
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return element(
    "dl",
    { class: "shares" },
    ...sorted.flatMap(([name, count]) => {
      const share = element("span", { class: "share" });
      share.style.width = `${(100 * count) / all}%`;
      return [
        element("dt", { title: `${kind} ${name}` }, element("span", { class: "dim" }, `${kind} `), name),
        element("dd", {}, element("span", { class: "whole" }, share), element("span", { class: "number" }, count.toLocaleString("en"))),
      ];
    }),
  );
}

function coverage({ starts, episodes }: EpisodeGroup): string {
  if (starts.points.length === 0) {
    return "No episode says where its tool was.";
  }
  const side = Math.round(starts.cellMetres * 1000);
  const known = starts.points.length < episodes ? `${starts.points.length} of ${episodes} say where they start: ` : "";
  return `${known}${starts.occupiedCells} ${starts.occupiedCells === 1 ? "cell" : "cells"} of ${side} × ${side} mm, ${percent(starts.occupiedCells / starts.boxCells)} of the rectangle around them`;
}
