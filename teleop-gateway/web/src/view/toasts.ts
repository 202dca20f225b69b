import { button, element } from "./dom";
import { sentence } from "./format";

export type ToastKind = "error" | "info" | "success";

const LIMIT = 4;
const LIFETIME_MS: Readonly<Record<ToastKind, number>> = { error: 12_000, info: 5000, success: 8000 };

/** Short notices in a corner: what happened and what to do. The oldest makes room for the newest. */
export class Toasts {
  readonly root = element("div", { class: "toasts", role: "status", "aria-live": "polite" });

  /** @param action what the operator can do about it; may be empty */
  show(kind: ToastKind, message: string, action = ""): void {
    this.repeated(message)?.remove();
    const toast = element(
      "div",
      { class: `toast ${kind}`, testId: kind === "error" ? "error" : `toast-${kind}`, "data-message": message },
      element("div", { class: "toast-text" }, element("strong", {}, sentence(message)), element("span", {}, sentence(action))),
    );
    toast.append(button("×", { class: "toast-close", "aria-label": "Dismiss" }, () => toast.remove()));
    this.root.append(toast);
    while (this.root.childElementCount > LIMIT) {
      this.root.firstElementChild?.remove();
    }
    setTimeout(() => toast.remove(), LIFETIME_MS[kind]);
  }

  private repeated(message: string): Element | undefined {
    return [...this.root.children].find((toast) => toast.getAttribute("data-message") === message);
  }
}
