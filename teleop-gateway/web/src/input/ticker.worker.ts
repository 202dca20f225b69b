/* Ticks at the period it is told, in milliseconds. Timers of a worker are not slowed down when the tab is hidden. */
let timer: ReturnType<typeof setInterval> | undefined;

onmessage = (event: MessageEvent<number>): void => {
  clearInterval(timer);
  timer = setInterval(() => postMessage(null), event.data);
};
