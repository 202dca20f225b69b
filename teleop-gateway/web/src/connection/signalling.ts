import { type ControlMessage, type GatewayMessage, readGatewayMessage, type SignallingMessage } from "../protocol/messages";

export interface SignallingListener {
  opened(): void;
  received(message: GatewayMessage): void;
  closed(reason: string): void;
}

/** The WebSocket to the gateway: signalling, and the second way of the control messages. */
export class Signalling {
  private readonly socket: WebSocket;

  constructor(url: string, listener: SignallingListener) {
    this.socket = new WebSocket(url);
    this.socket.onopen = () => listener.opened();
    this.socket.onmessage = (event: MessageEvent<unknown>) => {
      const message = typeof event.data === "string" ? readGatewayMessage(event.data) : null;
      if (message !== null) {
        listener.received(message);
      }
    };
    this.socket.onclose = (event) => listener.closed(event.reason || `WebSocket closed (${event.code})`);
  }

  /** @returns false when the socket is not open, and nothing was sent */
  send(message: SignallingMessage | ControlMessage): boolean {
    if (this.socket.readyState !== WebSocket.OPEN) {
      return false;
    }
    this.socket.send(JSON.stringify(message));
    return true;
  }

  close(): void {
    this.socket.onopen = null;
    this.socket.onmessage = null;
    this.socket.onclose = null;
    this.socket.close();
  }
}
