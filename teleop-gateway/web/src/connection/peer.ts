import {
  type ControlMessage,
  type GatewayMessage,
  type IceCandidate,
  readGatewayMessage,
} from "../protocol/messages";

export interface PeerListener {
  /** Our answer and candidates, to be signalled. */
  answer(sdp: string): void;
  candidate(candidate: IceCandidate): void;
  /** A camera's track has arrived; `mid` names its media section. */
  track(mid: string, track: MediaStreamTrack): void;
  controlOpened(): void;
  control(message: GatewayMessage): void;
  observation(packet: ArrayBuffer): void;
  tactile(packet: ArrayBuffer): void;
  state(state: RTCPeerConnectionState): void;
  failed(reason: string): void;
}

/** More than this is never left waiting in the browser: a late command is worth nothing. */
const COMMAND_BUFFER_BYTES = 4096;

/** The WebRTC connection to the gateway, which makes the offer and opens the channels. */
export class Peer {
  private readonly connection = new RTCPeerConnection();
  private readonly earlyCandidates: IceCandidate[] = [];
  private controlChannel: RTCDataChannel | null = null;
  private commandChannel: RTCDataChannel | null = null;

  constructor(private readonly listener: PeerListener) {
    this.connection.onicecandidate = (event) => {
      if (event.candidate !== null && event.candidate.candidate !== "") {
        const { candidate, sdpMid, sdpMLineIndex } = event.candidate;
        listener.candidate({ type: "ice", candidate, sdpMid, sdpMLineIndex });
      }
    };
    this.connection.ontrack = (event) => this.adoptTrack(event);
    this.connection.ondatachannel = (event) => this.adoptChannel(event.channel);
    this.connection.onconnectionstatechange = () => listener.state(this.connection.connectionState);
  }

  async accept(offer: string): Promise<void> {
    await this.connection.setRemoteDescription({ type: "offer", sdp: offer });
    await this.connection.setLocalDescription();
    this.listener.answer(this.connection.localDescription?.sdp ?? "");
    for (const candidate of this.earlyCandidates.splice(0)) {
      await this.addCandidate(candidate);
    }
  }

  /** A candidate that cannot be used is passed over: others may still lead to the gateway. */
  async addCandidate(candidate: IceCandidate): Promise<void> {
    if (this.connection.remoteDescription === null) {
      this.earlyCandidates.push(candidate);
      return;
    }
    try {
      const { sdpMid, sdpMLineIndex } = candidate;
      await this.connection.addIceCandidate({ candidate: candidate.candidate, sdpMid, sdpMLineIndex });
    } catch (error) {
      console.warn("The gateway's ICE candidate was not usable", candidate.candidate, error);
    }
  }

  /** @returns false when the channel is not open, and nothing was sent */
  sendControl(message: ControlMessage): boolean {
    if (this.controlChannel?.readyState !== "open") {
      return false;
    }
    this.controlChannel.send(JSON.stringify(message));
    return true;
  }

  /** @returns false when the packet was not sent: the channel is not open, or older commands still wait in it */
  sendCommand(packet: ArrayBuffer): boolean {
    if (this.commandChannel?.readyState !== "open" || this.commandChannel.bufferedAmount > COMMAND_BUFFER_BYTES) {
      return false;
    }
    this.commandChannel.send(packet);
    return true;
  }

  close(): void {
    this.connection.onicecandidate = null;
    this.connection.ontrack = null;
    this.connection.ondatachannel = null;
    this.connection.onconnectionstatechange = null;
    for (const channel of [this.controlChannel, this.commandChannel]) {
      if (channel !== null) {
        channel.onclose = null;
      }
    }
    this.connection.close();
  }

  private adoptTrack(event: RTCTrackEvent): void {
    // Show each frame as soon as it is decoded: an operator prefers a rough picture of now to a smooth one of before.
    if ("jitterBufferTarget" in event.receiver) {
      event.receiver.jitterBufferTarget = 0;
    }
    this.listener.track(event.transceiver.mid ?? "", event.track);
  }

  private adoptChannel(channel: RTCDataChannel): void {
    channel.binaryType = "arraybuffer";
    switch (channel.label) {
      case "control":
        this.controlChannel = channel;
        channel.onmessage = (event: MessageEvent<unknown>) => this.receiveControl(event.data);
        channel.onclose = () => this.listener.failed("The control channel closed");
        whenOpen(channel, () => this.listener.controlOpened());
        break;
      case "command":
        this.commandChannel = channel;
        break;
      case "observation":
        channel.onmessage = (event: MessageEvent<ArrayBuffer>) => this.listener.observation(event.data);
        break;
      case "tactile":
        channel.onmessage = (event: MessageEvent<ArrayBuffer>) => this.listener.tactile(event.data);
        break;
    }
  }

  private receiveControl(data: unknown): void {
    const message = typeof data === "string" ? readGatewayMessage(data) : null;
    if (message !== null) {
      this.listener.control(message);
    }
  }
}

function whenOpen(channel: RTCDataChannel, action: () => void): void {
  if (channel.readyState === "open") {
    action();
  } else {
    channel.onopen = action;
  }
}
