/** A page that is shown; dispose() ends all that it started. */
export interface Page {
  readonly root: HTMLElement;
  dispose(): void;
}

/** Where the operator can go. */
export interface Navigation {
  fleet(): void;
  drive(robot: string): void;
  /** The learners and their policies; of one policy when it is named. */
  learn(policy: string | null): void;
  /** The recorded episodes. */
  episodes(): void;
  /** One episode, played back. */
  replay(episode: string): void;
  /** The data sets; one of them, `NAME/VERSION`, when it is named. */
  datasets(chosen: string | null): void;
  /** Forgets the access code and asks for it. */
  signIn(reason: string): void;
}
