import type { GatewayApi } from "../../connection/gateway-api";
import { Session, type Welcome } from "../../connection/session";
import type { OperatorAction } from "../../input/input-source";
import type { EpisodeNotice, EpisodeOutcome, PolicyNotice, ResetDone, RobotState } from "../../protocol/messages";
import { nowMs } from "../../protocol/now";
import { AutonomyPanel } from "../../view/autonomy-panel";
import { Banners } from "../../view/banners";
import { ControlPanel } from "../../view/control-panel";
import { element } from "../../view/dom";
import { EpisodeList } from "../../view/episode-list";
import { sentence } from "../../view/format";
import { handOver } from "../../view/hand-over";
import { keyHelp } from "../../view/key-help";
import { LeasePanel } from "../../view/lease-panel";
import { RecordingPanel } from "../../view/recording-panel";
import { Toasts } from "../../view/toasts";
import { TopBar } from "../../view/top-bar";
import { TouchControls } from "../../view/touch-controls";
import { WordsPanel } from "../../view/words-panel";
import type { Navigation, Page } from "../page";
import { Driving } from "./driving";
import { LeaseKeeper } from "./lease-keeper";
import { PolicyChoices } from "./policy-choices";
import { Senses } from "./senses";

const REFRESH_MS = 200;

/** One robot: see it, feel it, drive it, record demonstrations. This class connects the parts and holds no logic. */
export class DrivePage implements Page {
  readonly root: HTMLElement;
  private readonly session: Session;
  private readonly toasts = new Toasts();
  private readonly topBar: TopBar;
  private readonly banners: Banners;
  private readonly leasePanel: LeasePanel;
  private readonly recordingPanel: RecordingPanel;
  private readonly autonomyPanel: AutonomyPanel;
  private readonly wordsPanel: WordsPanel;
  private readonly policies: PolicyChoices;
  private readonly episodes = new EpisodeList();
  private readonly controlPanel: ControlPanel;
  private readonly touchControls: TouchControls;
  private readonly stage = element("div", { class: "stage" });
  private readonly leaseKeeper: LeaseKeeper;
  private readonly timer: number;
  private senses: Senses | null = null;
  private driving: Driving | null = null;
  private state: RobotState | null = null;
  private resettable = false;

  constructor(
    api: GatewayApi,
    robot: string,
    private readonly navigation: Navigation,
  ) {
    this.session = new Session(api, robot);
    this.leaseKeeper = new LeaseKeeper((message) => this.session.send(message));
    this.topBar = new TopBar(robot, (event) => this.leave(event), () => this.act("estop"));
    this.banners = new Banners({
      retry: () => this.session.retry(),
      clearStop: () => this.session.send({ type: "estop.clear" }),
    });
    this.leasePanel = new LeasePanel({
      take: () => this.session.send({ type: "lease.acquire" }),
      release: () => this.session.send({ type: "lease.release" }),
    });
    this.recordingPanel = new RecordingPanel({
      record: () => this.act("record"),
      close: (outcome) => this.closeEpisode(outcome),
      reset: () => this.session.send({ type: "reset" }),
    });
    this.autonomyPanel = new AutonomyPanel({
      start: (choice) => this.session.send({ type: "autonomy.start", ...choice }),
      stop: () => this.session.send({ type: "autonomy.stop" }),
      learn: (policy) => this.navigation.learn(policy),
    });
    this.wordsPanel = new WordsPanel((kind, text) => this.session.send({ type: "say", kind, text }));
    this.policies = new PolicyChoices(api, (policies) => this.autonomyPanel.offer(policies));
    this.controlPanel = new ControlPanel(() => this.act("gripper"));
    this.touchControls = new TouchControls(() => this.act("gripper"));
    this.root = element(
      "main",
      { class: "drive" },
      this.topBar.root,
      this.banners.root,
      element(
        "div",
        { class: "workplace" },
        this.stage,
        element(
          "aside",
          { class: "side" },
          element(
            "div",
            { class: "hands" },
            this.leasePanel.root,
            this.recordingPanel.root,
            this.autonomyPanel.root,
            this.wordsPanel.root,
            this.touchControls.root,
          ),
          this.controlPanel.root,
          this.episodes.root,
          keyHelp(),
        ),
      ),
      this.toasts.root,
    );
    this.listen();
    this.session.open();
    this.timer = window.setInterval(() => this.refresh(), REFRESH_MS);
    this.refresh();
  }

  dispose(): void {
    clearInterval(this.timer);
    this.policies.dispose();
    this.leaseKeeper.show(null);
    this.driving?.dispose();
    this.session.close();
    this.senses?.dispose();
  }

  private listen(): void {
    const { events } = this.session;
    events.on("session", (state) => {
      this.topBar.showSession(state);
      if (state.phase !== "live") {
        this.showState(null);
      }
      if (state.phase === "refused" && state.code === "unauthorized") {
        this.navigation.signIn(`${sentence(state.message)} ${sentence(state.action)}`);
      }
    });
    events.on("welcome", (welcome) => this.welcome(welcome));
    events.on("track", ({ camera, track }) => this.senses?.play(camera.name, track));
    events.on("state", (state) => this.showState(state));
    events.on("episode", (notice) => this.showEpisode(notice));
    events.on("policy", (notice) => this.showPolicy(notice));
    events.on("reset", (reset) => this.showReset(reset));
    events.on("error", ({ message, action }) => this.toasts.show("error", message, action));
    events.on("observation", (observation) => {
      this.senses?.observe(observation);
      this.driving?.observe(observation);
      this.recordingPanel.showTask(observation.taskProgress, observation.taskSuccess);
    });
    events.on("tactile", (field) => {
      this.senses?.feel(field);
      this.driving?.feel(field);
    });
  }

  private welcome(welcome: Welcome): void {
    this.senses?.dispose();
    this.driving?.dispose();
    this.resettable = welcome.robot.resettable;
    this.topBar.describe(welcome.robot);
    this.policies.forTask(welcome.robot.task);
    this.senses = new Senses(welcome, () => this.session.clockEstimate()?.offsetMs ?? null);
    this.driving = new Driving(welcome, this.session, this.controlPanel, this.touchControls.input, (action) =>
      this.act(action),
    );
    this.stage.replaceChildren(this.senses.root);
  }

  private showState(state: RobotState | null): void {
    this.state = state;
    if (state !== null) {
      this.topBar.showState(state);
    }
    this.root.dataset.mine = String(state?.lease?.mine === true);
    this.root.dataset.driver = state === null ? "nobody" : handOver(state).driver;
    this.leaseKeeper.show(state);
    this.driving?.lease(state?.lease?.mine === true ? state.lease.epoch : null);
    this.leasePanel.show(state, nowMs());
    this.autonomyPanel.show(state);
    this.wordsPanel.show(state);
    this.showBanners();
    this.recordingPanel.show(state, this.resettable, this.session.gatewayNowMs());
  }

  private showBanners(): void {
    this.banners.show(this.session.current(), this.state, this.driving?.figures().deadman === true);
  }

  private showEpisode(notice: EpisodeNotice): void {
    this.episodes.show(notice);
    if (notice.event === "sealed") {
      this.toasts.show("success", "The episode is stored and sealed", `Its id is ${notice.episode}`);
    } else if (notice.event === "quarantined") {
      this.toasts.show("error", `Episode ${notice.episode} was quarantined`, notice.reason ?? "Record it again.");
    }
  }

  private showPolicy(notice: PolicyNotice): void {
    if (notice.event === "refused") {
      this.toasts.show("error", `Policy ${notice.policy}@${notice.version} does not drive: ${notice.reason}`, "Choose another version.");
    }
  }

  private showReset(reset: ResetDone): void {
    if (reset.ok) {
      this.driving?.forgetGripper();
      this.toasts.show("info", "The scene is back at its start");
    } else {
      this.toasts.show("error", `The scene was not reset: ${reset.message}`, "Try again.");
    }
  }

  private act(action: OperatorAction): void {
    switch (action) {
      case "estop":
        this.driving?.release();
        this.session
          .emergencyStop()
          .catch(() =>
            this.toasts.show("error", "The stop did not reach the gateway", "Use the robot's own emergency stop."),
          );
        break;
      case "gripper":
        this.driving?.toggleGripper();
        break;
      case "record":
        if (this.state?.recording === null) {
          this.session.send({ type: "episode.open" });
        }
        break;
      case "autonomy":
        this.autonomyPanel.toggle();
        break;
      case "success":
      case "failure":
      case "discard":
        this.closeEpisode(action);
        break;
    }
  }

  private closeEpisode(outcome: EpisodeOutcome): void {
    if (this.state !== null && this.state.recording !== null) {
      this.session.send({ type: "episode.close", outcome });
    }
  }

  private refresh(): void {
    const session = this.session.current();
    const live = session.phase === "live";
    const glassToGlassMs = this.senses?.refresh(live) ?? null;
    this.session.reportGlassToGlass(glassToGlassMs);
    this.topBar.showFigures({
      clock: live ? this.session.clockEstimate() : null,
      commandAgeMs: live ? (this.driving?.commandAgeMs() ?? null) : null,
      driving: this.state?.control === "engaged",
      glassToGlassMs,
    });
    this.leasePanel.refresh(nowMs());
    this.showBanners();
    this.recordingPanel.show(this.state, this.resettable, this.session.gatewayNowMs());
    if (this.driving !== null) {
      this.controlPanel.show(this.driving.figures());
    }
  }

  private leave(event: Event): void {
    event.preventDefault();
    this.navigation.fleet();
  }
}
