import type { NewLabel } from "../../connection/catalogue-api";

export interface LabelKey {
  readonly key: string;
  readonly title: string;
  readonly label: NewLabel;
}

/** What can be said of an episode with one key. */
export const LABEL_KEYS: readonly LabelKey[] = [
  { key: "k", title: "Keep", label: { name: "review", value: "keep" } },
  { key: "x", title: "Reject", label: { name: "review", value: "reject" } },
  { key: "s", title: "Success", label: { name: "outcome", value: "success" } },
  { key: "f", title: "Failure", label: { name: "outcome", value: "failure" } },
];

/** The label of a key that was pressed for the page, and not into a field. */
export function labelOf(event: KeyboardEvent): NewLabel | null {
  return typing(event) ? null : (LABEL_KEYS.find(({ key }) => key === event.key)?.label ?? null);
}

const NOT_WRITTEN_IN = ["checkbox", "range"];

/** Whether a key belongs to a field that is written in, or to the browser. */
export function typing(event: KeyboardEvent): boolean {
  const target = event.target;
  return (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !NOT_WRITTEN_IN.includes(target.type))
  );
}
