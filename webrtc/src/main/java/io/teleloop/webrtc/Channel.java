package io.teleloop.webrtc;

import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One data channel of one peer. The native channel is touched on the peer's thread only.
final class Channel {
    /// What native code calls. It lives for ever, because webrtc-java leaks it and all that it refers to; so it
    /// lets go of everything when the channel is detached.
    private static final class Observer implements RTCDataChannelObserver {
        private volatile @Nullable Inbox inbox;

        Observer(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public void onBufferedAmountChange(long previousAmount) {}

        @Override
        public void onStateChange() {
            Inbox to = inbox;
            if (to != null) {
                to.stateChanged();
            }
        }

        @Override
        public void onMessage(RTCDataChannelBuffer buffer) {
            Inbox to = inbox;
            if (to != null) {
                to.received(buffer.data, buffer.binary);
            }
        }
    }

    /// Where a channel's native events go, on a native thread: implementations copy, hop and never throw.
    interface Inbox {
        void stateChanged();

        /// @param data native memory, valid only during the call
        void received(ByteBuffer data, boolean binary);
    }

    /// How an attempt to send ended.
    enum Sent {
        SENT,
        NOT_OPEN,
        FULL
    }

    private final ChannelSpec spec;
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean claimed = new AtomicBoolean();
    private volatile boolean open;
    private volatile @Nullable RTCDataChannel channel;
    private volatile @Nullable Observer observer;

    Channel(ChannelSpec spec) {
        this.spec = spec;
    }

    ChannelSpec spec() {
        return spec;
    }

    /// Takes over a native channel, once; false when this one has its channel already. The answering side calls
    /// this inside the native callback, before the first message can come.
    boolean attach(RTCDataChannel nativeChannel, Inbox inbox) {
        if (!claimed.compareAndSet(false, true)) {
            return false;
        }
        Observer registered = new Observer(inbox);
        observer = registered;
        channel = nativeChannel;
        nativeChannel.registerObserver(registered);
        return true;
    }

    /// Reads the native state again; null before the channel exists.
    @Nullable
    RTCDataChannelState refresh() {
        RTCDataChannel current = channel;
        if (current == null) {
            return null;
        }
        RTCDataChannelState state = current.getState();
        open = state == RTCDataChannelState.OPEN;
        return state;
    }

    boolean open() {
        return open;
    }

    long dropped() {
        return dropped.get();
    }

    /// Takes room in the outgoing queue for a message; false when there is none.
    boolean reserve(int bytes) {
        if (!open) {
            return false;
        }
        if (waitingBytes.addAndGet(bytes) > spec.maxBufferedBytes()) {
            waitingBytes.addAndGet(-bytes);
            dropped.incrementAndGet();
            return false;
        }
        return true;
    }

    /// Sends a message that has room. The array must hold the message alone: the library sends whole arrays.
    Sent sendReserved(byte[] data, boolean binary) throws Exception {
        waitingBytes.addAndGet(-data.length);
        RTCDataChannel current = channel;
        if (!open || current == null) {
            return Sent.NOT_OPEN;
        }
        if (current.getBufferedAmount() + data.length > spec.maxBufferedBytes()) {
            dropped.incrementAndGet();
            return Sent.FULL;
        }
        current.send(new RTCDataChannelBuffer(ByteBuffer.wrap(data), binary));
        return Sent.SENT;
    }

    /// First step of closing: no more events, no more sends.
    void detach() {
        open = false;
        Observer registered = observer;
        if (registered != null) {
            registered.inbox = null;
        }
        RTCDataChannel current = channel;
        if (current != null) {
            current.unregisterObserver();
            current.close();
        }
    }

    /// Last step, after the connection is closed.
    void dispose() {
        RTCDataChannel current = channel;
        if (current != null) {
            channel = null;
            NativeReference.of(current).release();
        }
    }
}
