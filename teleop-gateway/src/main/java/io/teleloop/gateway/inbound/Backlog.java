package io.teleloop.gateway.inbound;

/// Messages of one connection that wait to be handled on another thread: beyond a count or a size the connection is
/// not read until half of it is done. Thread-safe.
public final class Backlog {
    private final int mostMessages;
    private final long mostBytes;
    private final Runnable pause;
    private final Runnable resume;
    private int messages;
    private long bytes;
    private boolean paused;

    /// @param pause stops reading the connection
    /// @param resume goes on reading it
    public Backlog(int mostMessages, long mostBytes, Runnable pause, Runnable resume) {
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
        this.pause = pause;
        this.resume = resume;
    }

    /// A message of so many bytes waits.
    public synchronized void waits(long size) {
        messages++;
        bytes += size;
        if (!paused && (messages >= mostMessages || bytes >= mostBytes)) {
            paused = true;
            pause.run();
        }
    }

    /// A message of so many bytes was handled, well or not.
    public synchronized void handled(long size) {
        messages--;
        bytes -= size;
        if (paused && messages <= mostMessages / 2 && bytes <= mostBytes / 2) {
            paused = false;
            resume.run();
        }
    }
}
