/** Where the session with the gateway stands. */
export type SessionState =
  /** Asking for a ticket, opening the WebSocket and joining the robot. */
  | { readonly phase: "signing-in" }
  /** Joined; the WebRTC connection is being set up. */
  | { readonly phase: "negotiating" }
  /** The control channel is open. */
  | { readonly phase: "live" }
  /** Broken; the next attempt starts at `retryAtMs` (client clock). */
  | { readonly phase: "waiting"; readonly reason: string; readonly retryAtMs: number }
  /** The gateway refused in a way that trying again does not change. */
  | { readonly phase: "refused"; readonly code: string; readonly message: string; readonly action: string }
  /** Left by the operator. */
  | { readonly phase: "closed" };

/** What can happen to a session. */
export type SessionEvent =
  | { readonly type: "joined" }
  | { readonly type: "control-opened" }
  | { readonly type: "broken"; readonly reason: string; readonly retryAtMs: number }
  | { readonly type: "retry" }
  | { readonly type: "refused"; readonly code: string; readonly message: string; readonly action: string }
  | { readonly type: "closed" };

/** The next state. An event that does not fit the state changes nothing. */
export function advance(state: SessionState, event: SessionEvent): SessionState {
  if (state.phase === "closed") {
    return state;
  }
  switch (event.type) {
    case "closed":
      return { phase: "closed" };
    case "refused":
      return { phase: "refused", code: event.code, message: event.message, action: event.action };
    case "joined":
      return state.phase === "signing-in" ? { phase: "negotiating" } : state;
    case "control-opened":
      return state.phase === "negotiating" ? { phase: "live" } : state;
    case "broken":
      return state.phase === "waiting" || state.phase === "refused"
        ? state
        : { phase: "waiting", reason: event.reason, retryAtMs: event.retryAtMs };
    case "retry":
      return state.phase === "waiting" || state.phase === "refused" ? { phase: "signing-in" } : state;
  }
}

/** Errors after which trying again by itself is pointless: somebody has to change something first. */
const FINAL_CODES: ReadonlySet<string> = new Set([
  "unauthorized",
  "bad-origin",
  "unknown-robot",
  "unsupported-version",
]);

export function isFinal(code: string): boolean {
  return FINAL_CODES.has(code);
}
