const STORAGE_KEY = "teleloop.access-code";

/**
 * The operator's access code. It comes from the fragment of the address (`#code=…`), which browsers never send to a
 * server, or from the sign-in form; it is kept for this tab only and removed from the address bar at once.
 */
export class AccessCode {
  static read(): string | null {
    const fragment = new URLSearchParams(location.hash.slice(1));
    const code = fragment.get("code");
    if (code !== null && code !== "") {
      sessionStorage.setItem(STORAGE_KEY, code);
      history.replaceState(history.state, "", location.pathname + location.search);
    }
    return sessionStorage.getItem(STORAGE_KEY);
  }

  static keep(code: string): void {
    sessionStorage.setItem(STORAGE_KEY, code);
  }

  static forget(): void {
    sessionStorage.removeItem(STORAGE_KEY);
  }
}
