import type { Navigation } from "../pages/page";
import { element } from "./dom";

export type Place = "robots" | "episodes" | "datasets" | "learn";

/** The strip of the pages that drive nothing: where one is, and where one can go. */
export function siteHeader(here: Place, navigation: Navigation): HTMLElement {
  const link = (place: Place, label: string, address: string, go: () => void): HTMLElement => {
    const node = element("a", { href: address, testId: `go-${place}`, "aria-current": place === here ? "page" : undefined }, label);
    node.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && event.button === 0) {
        event.preventDefault();
        go();
      }
    });
    return node;
  };
  return element(
    "header",
    { class: "page-header" },
    element(
      "nav",
      { class: "places" },
      link("robots", "Robots", "./", () => navigation.fleet()),
      link("episodes", "Episodes", "?episodes=", () => navigation.episodes()),
      link("datasets", "Datasets", "?datasets=", () => navigation.datasets(null)),
      link("learn", "Learn", "?learn=", () => navigation.learn(null)),
    ),
    element("span", { class: "brand" }, "Teleloop"),
  );
}
