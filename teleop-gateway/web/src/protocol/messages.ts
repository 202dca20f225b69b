/* JSON messages of the operator protocol: sections 2 (signalling) and 4 (control). */

export type ControlState = "idle" | "engaged" | "autonomous" | "holding" | "stopped";
export type EpisodeOutcome = "success" | "failure" | "unknown" | "discard";
/** What is to be done from now on, or how the motion ought to go. */
export type UtteranceKind = "instruction" | "correction";
export type EpisodeEvent = "opened" | "closed" | "sealed" | "quarantined" | "discarded";

export interface CameraTrack {
  readonly name: string;
  /** Media section of the offer that carries the camera. */
  readonly mid: string;
  /** Of the picture, without the time-code strip. */
  readonly width: number;
  readonly height: number;
  readonly stripRows: number;
}

export interface Joined {
  readonly type: "joined";
  readonly session: string;
  readonly operator: string;
  readonly controlRateHz: number;
  /** A RobotDescription as protobuf JSON: see readDescription(). */
  readonly robot: unknown;
  readonly cameras: readonly CameraTrack[];
}

export interface LeaseState {
  readonly operator: string;
  readonly epoch: number;
  readonly mine: boolean;
  readonly expiresInMs: number;
}

export interface RecordingState {
  readonly episode: string;
  readonly steps: number;
  /** When it was opened, gateway clock. */
  readonly sinceMs: number;
}

/** What a released deadman does while a policy may drive. */
export type OnRelease = "resume" | "hold";

/** A policy that drives, or that would if nobody intervened. */
export interface AutonomyState {
  readonly policy: string;
  readonly version: number;
  /** Newer versions replace this one as they come. */
  readonly following: boolean;
  readonly onRelease: OnRelease;
  readonly publishedAgoMs: number;
  /** Share of the steps of the last 20 policy episodes that a person drove. */
  readonly interventionRate: number;
  readonly interventions: number;
  /** It cannot drive for now, and goes on by itself. */
  readonly waits: boolean;
  /** Why it does not drive; empty while it does. */
  readonly problem: string;
}

export interface RobotState {
  readonly type: "state";
  readonly robotConnected: boolean;
  readonly control: ControlState;
  readonly reason: string;
  readonly lease: LeaseState | null;
  readonly autonomy: AutonomyState | null;
  readonly recording: RecordingState | null;
  readonly stream: "up" | "away";
  readonly spoolBytes: number;
  /** Command packets that were refused, by reason. */
  readonly rejected: Readonly<Record<string, number>>;
  readonly video: Readonly<Record<string, { readonly fps: number }>>;
  readonly velocityScale: number;
}

export interface EpisodeNotice {
  readonly type: "episode";
  readonly episode: string;
  readonly event: EpisodeEvent;
  /** Of a closed or sealed episode. */
  readonly outcome?: string;
  readonly manifestKey?: string;
  readonly sizeBytes?: number;
  readonly reason?: string;
}

export interface PolicyNotice {
  readonly type: "policy";
  readonly event: "published" | "running" | "refused";
  readonly policy: string;
  readonly version: number;
  readonly reason: string;
}

export interface ErrorNotice {
  readonly type: "error";
  readonly code: string;
  readonly message: string;
  /** What the operator can do about it. */
  readonly action: string;
}

export interface ClockReply {
  readonly type: "clock";
  readonly t1: number;
  readonly t2: number;
  readonly t3: number;
}

export interface ResetDone {
  readonly type: "reset.done";
  readonly ok: boolean;
  readonly message: string;
  readonly seed?: number | string;
}

export interface Offer {
  readonly type: "offer";
  readonly sdp: string;
}

export interface IceCandidate {
  readonly type: "ice";
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
}

/** What the gateway sends, over the WebSocket or the `control` channel. */
export type GatewayMessage =
  | Joined
  | Offer
  | IceCandidate
  | RobotState
  | EpisodeNotice
  | PolicyNotice
  | ErrorNotice
  | ClockReply
  | ResetDone;

/** What a client may send over the `control` channel, or over the WebSocket while the channel is not open. */
export type ControlMessage =
  | { readonly type: "clock"; readonly t1: number }
  | {
      readonly type: "clock.report";
      readonly offsetMs: number;
      readonly errorMs: number;
      readonly rttMs: number;
      readonly glassToGlassMs: number | null;
    }
  | { readonly type: "lease.acquire" | "lease.renew" | "lease.release" }
  | { readonly type: "estop" | "estop.clear" }
  | {
      readonly type: "autonomy.start";
      readonly policy: string;
      /** 0 follows the newest. */
      readonly version: number;
      readonly onRelease: OnRelease;
    }
  | { readonly type: "autonomy.stop" }
  | { readonly type: "episode.open" }
  | { readonly type: "episode.close"; readonly outcome: EpisodeOutcome }
  | { readonly type: "say"; readonly kind: UtteranceKind; readonly text: string }
  | { readonly type: "reset"; readonly seed?: number };

/** What a client sends over the WebSocket only. */
export type SignallingMessage =
  | { readonly type: "join"; readonly robot: string }
  | { readonly type: "answer"; readonly sdp: string }
  | IceCandidate;

const GATEWAY_TYPES: ReadonlySet<string> = new Set<GatewayMessage["type"]>([
  "joined",
  "offer",
  "ice",
  "state",
  "episode",
  "policy",
  "error",
  "clock",
  "reset.done",
]);

/**
 * Reads one message of the gateway.
 *
 * @returns null for a message of a type that this page does not know: a newer gateway may send one
 * @throws SyntaxError when the text is not JSON
 */
export function readGatewayMessage(text: string): GatewayMessage | null {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null) {
    return null;
  }
  const type = (value as { type?: unknown }).type;
  return typeof type === "string" && GATEWAY_TYPES.has(type) ? (value as GatewayMessage) : null;
}
