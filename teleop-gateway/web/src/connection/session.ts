import { ClockSync } from "../protocol/clock-sync";
import type {
  CameraTrack,
  ControlMessage,
  EpisodeNotice,
  ErrorNotice,
  GatewayMessage,
  PolicyNotice,
  ResetDone,
  RobotState,
} from "../protocol/messages";
import { nowMs } from "../protocol/now";
import { decodeObservation, type Observation } from "../protocol/observation-packet";
import { PacketError } from "../protocol/packet-error";
import { readDescription, type RobotDescription } from "../protocol/robot-description";
import { decodeTactile, type TactileField } from "../protocol/tactile-packet";
import { BackOff } from "./back-off";
import { ClockPing } from "./clock-ping";
import { Emitter } from "./emitter";
import { type GatewayApi, GatewayError } from "./gateway-api";
import { Peer } from "./peer";
import { advance, isFinal, type SessionEvent, type SessionState } from "./session-state";
import { Signalling } from "./signalling";

export interface Welcome {
  readonly operator: string;
  readonly controlRateHz: number;
  readonly robot: RobotDescription;
  readonly cameras: readonly CameraTrack[];
}

export interface SessionEvents {
  session: SessionState;
  welcome: Welcome;
  track: { readonly camera: CameraTrack; readonly track: MediaStreamTrack };
  state: RobotState;
  episode: EpisodeNotice;
  policy: PolicyNotice;
  reset: ResetDone;
  error: ErrorNotice;
  observation: Observation;
  tactile: TactileField;
}

/** The gateway says its state once a second; after this silence the connection counts as dead. */
const SILENCE_LIMIT_MS = 5000;
/** From the ticket to the open control channel. */
const SETUP_LIMIT_MS = 25_000;
/** A session that lived this long starts the back-off anew when it breaks. */
const SETTLED_MS = 5000;

/**
 * One operator's session with one robot: signs in, joins, sets the WebRTC connection up, and does it all again by
 * itself, with growing pauses, when anything breaks.
 */
export class Session {
  readonly events = new Emitter<SessionEvents>();
  private readonly backOff = new BackOff();
  private clock = new ClockSync();
  private state: SessionState = { phase: "closed" };
  private signalling: Signalling | null = null;
  private peer: Peer | null = null;
  private ping: ClockPing | null = null;
  private cameras: readonly CameraTrack[] = [];
  private timer: number | undefined;
  private silence: number | undefined;
  private settled: number | undefined;
  private glassToGlassMs: number | null = null;
  private attempt = 0;

  constructor(
    private readonly api: GatewayApi,
    readonly robot: string,
  ) {}

  current(): SessionState {
    return this.state;
  }

  clockEstimate(): ReturnType<ClockSync["estimate"]> {
    return this.clock.estimate();
  }

  /** Now on the gateway's clock, or null before the clocks were compared. */
  gatewayNowMs(): number | null {
    const estimate = this.clock.estimate();
    return estimate === null ? null : nowMs() + estimate.offsetMs;
  }

  /** What the page measured last; goes to the gateway with the next clock report. */
  reportGlassToGlass(ms: number | null): void {
    this.glassToGlassMs = ms;
  }

  open(): void {
    this.state = { phase: "signing-in" };
    this.events.emit("session", this.state);
    void this.connect();
  }

  /** Tries again at once, after a refusal or while waiting. */
  retry(): void {
    clearTimeout(this.timer);
    if (this.transition({ type: "retry" })) {
      void this.connect();
    }
  }

  close(): void {
    // Over the WebSocket, because closing a WebRTC connection drops what still waits in its channels.
    this.signalling?.send({ type: "lease.release" });
    this.tearDown();
    this.transition({ type: "closed" });
  }

  /** Sends over the control channel, or over the WebSocket when the channel is not open. */
  send(message: ControlMessage): boolean {
    return (this.peer?.sendControl(message) ?? false) || (this.signalling?.send(message) ?? false);
  }

  sendCommand(packet: ArrayBuffer): boolean {
    return this.peer?.sendCommand(packet) ?? false;
  }

  /**
   * Stops the robot by every way there is at once: control channel, WebSocket and HTTP. Stopping twice is the same
   * as stopping once.
   */
  async emergencyStop(): Promise<void> {
    const sent = [
      this.peer?.sendControl({ type: "estop" }) ?? false,
      this.signalling?.send({ type: "estop" }) ?? false,
    ].includes(true);
    try {
      await this.api.emergencyStop(this.robot);
    } catch (error) {
      if (!sent) {
        throw error;
      }
    }
  }

  private async connect(): Promise<void> {
    const attempt = ++this.attempt;
    this.timer = window.setTimeout(() => this.broken("The gateway took too long to set the connection up"), SETUP_LIMIT_MS);
    try {
      const { ticket } = await this.api.ticket();
      if (this.state.phase !== "signing-in" || attempt !== this.attempt) {
        return;
      }
      const signalling = new Signalling(this.api.operatorSocket(ticket), {
        opened: () => signalling.send({ type: "join", robot: this.robot }),
        received: (message) => this.receive(message),
        closed: (reason) => this.broken(reason),
      });
      this.signalling = signalling;
      // From the start, because the gateway's ICE candidates may overtake its other messages.
      this.peer = this.createPeer();
    } catch (error) {
      if (attempt === this.attempt) {
        this.failed(error);
      }
    }
  }

  private receive(message: GatewayMessage): void {
    this.watchForSilence();
    switch (message.type) {
      case "joined":
        this.join(message.operator, message.controlRateHz, message.robot, message.cameras);
        break;
      case "offer":
        this.peer?.accept(message.sdp).catch((error: unknown) => this.failed(error));
        break;
      case "ice":
        void this.peer?.addCandidate(message);
        break;
      case "clock":
        this.clock.add(message.t1, message.t2, message.t3, nowMs());
        break;
      case "state":
        this.events.emit("state", message);
        break;
      case "episode":
        this.events.emit("episode", message);
        break;
      case "policy":
        this.events.emit("policy", message);
        break;
      case "reset.done":
        this.events.emit("reset", message);
        break;
      case "error":
        this.refuse(message);
        break;
    }
  }

  private join(operator: string, controlRateHz: number, robot: unknown, cameras: readonly CameraTrack[]): void {
    this.cameras = cameras;
    this.transition({ type: "joined" });
    this.events.emit("welcome", { operator, controlRateHz, robot: readDescription(robot), cameras });
  }

  private createPeer(): Peer {
    return new Peer({
      answer: (sdp) => this.signalling?.send({ type: "answer", sdp }),
      candidate: (candidate) => this.signalling?.send(candidate),
      track: (mid, track) => {
        const camera = this.cameras.find((each) => each.mid === mid);
        if (camera !== undefined) {
          this.events.emit("track", { camera, track });
        }
      },
      controlOpened: () => this.opened(),
      control: (message) => this.receive(message),
      observation: (packet) => this.decode("observation", () => decodeObservation(packet)),
      tactile: (packet) => this.decode("tactile", () => decodeTactile(packet)),
      state: (state) => {
        if (state === "failed" || state === "closed") {
          this.broken("The WebRTC connection was lost");
        }
      },
      failed: (reason) => this.broken(reason),
    });
  }

  private decode<Name extends "observation" | "tactile">(name: Name, decode: () => SessionEvents[Name]): void {
    let value: SessionEvents[Name];
    try {
      value = decode();
    } catch (error) {
      if (error instanceof PacketError || error instanceof RangeError) {
        console.warn(error.message);
        return;
      }
      throw error;
    }
    this.events.emit(name, value);
  }

  private opened(): void {
    clearTimeout(this.timer);
    this.clock = new ClockSync();
    this.ping = new ClockPing((t1) => this.send({ type: "clock", t1 }), () => this.reportClock());
    this.ping.start();
    this.settled = window.setTimeout(() => this.backOff.reset(), SETTLED_MS);
    this.watchForSilence();
    this.transition({ type: "control-opened" });
  }

  private reportClock(): void {
    const estimate = this.clock.estimate();
    if (estimate !== null) {
      this.send({ type: "clock.report", ...estimate, glassToGlassMs: this.glassToGlassMs });
    }
  }

  private watchForSilence(): void {
    clearTimeout(this.silence);
    this.silence = window.setTimeout(() => this.broken("The gateway fell silent"), SILENCE_LIMIT_MS);
  }

  private refuse(notice: ErrorNotice): void {
    if (this.state.phase === "signing-in" || this.state.phase === "negotiating") {
      this.failed(new GatewayError(notice.code, notice.message, notice.action));
    } else {
      this.events.emit("error", notice);
    }
  }

  private failed(error: unknown): void {
    if (error instanceof GatewayError && isFinal(error.code)) {
      this.tearDown();
      this.transition({ type: "refused", code: error.code, message: error.message, action: error.action });
    } else {
      this.broken(error instanceof Error ? error.message : String(error));
    }
  }

  private broken(reason: string): void {
    this.tearDown();
    const waitMs = this.backOff.nextMs();
    if (this.transition({ type: "broken", reason, retryAtMs: nowMs() + waitMs })) {
      this.timer = window.setTimeout(() => this.retry(), waitMs);
    }
  }

  private tearDown(): void {
    clearTimeout(this.timer);
    clearTimeout(this.silence);
    clearTimeout(this.settled);
    this.ping?.stop();
    this.ping = null;
    this.peer?.close();
    this.peer = null;
    this.signalling?.close();
    this.signalling = null;
  }

  private transition(event: SessionEvent): boolean {
    const next = advance(this.state, event);
    if (next === this.state) {
      return false;
    }
    this.state = next;
    this.events.emit("session", next);
    return true;
  }
}
