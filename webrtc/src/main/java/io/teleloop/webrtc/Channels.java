package io.teleloop.webrtc;

import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCPeerConnection;
import io.teleloop.webrtc.ChannelSpec.Reliability;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The data channels of one peer: the agreed ones by label, and those that the other side opened beyond them.
final class Channels {
    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private final PeerThread thread;
    private final Owner owner;
    private final Runnable opened;
    private final Map<String, Channel> agreed = new LinkedHashMap<>();
    // Of the peer's thread.
    private final List<RTCDataChannel> strays = new ArrayList<>();
    private boolean allOpened;

    /// @param opened told once, on the peer's thread, when every channel is open
    Channels(List<ChannelSpec> specs, PeerThread thread, Owner owner, Runnable opened) {
        this.thread = thread;
        this.owner = owner;
        this.opened = opened;
        for (ChannelSpec spec : specs) {
            agreed.put(spec.label(), new Channel(spec));
        }
    }

    /// @throws IllegalArgumentException when there is none of that label
    Channel get(String label) {
        Channel channel = agreed.get(label);
        if (channel == null) {
            throw new IllegalArgumentException("no channel '" + label + "'; this peer has " + agreed.keySet());
        }
        return channel;
    }

    /// Opens all, on the side that offers.
    void offer(RTCPeerConnection connection) {
        for (Channel channel : agreed.values()) {
            ChannelSpec spec = channel.spec();
            RTCDataChannelInit init = new RTCDataChannelInit();
            init.ordered = spec.reliability() == Reliability.RELIABLE;
            if (spec.reliability() == Reliability.NEWEST_MATTERS) {
                init.maxRetransmits = 0;
            }
            channel.attach(connection.createDataChannel(spec.label(), init), inbox(channel));
        }
    }

    /// Takes a channel that the other side opened, inside the native callback: before its first message can come.
    void accept(RTCDataChannel incoming) {
        Channel channel = agreed.get(incoming.getLabel());
        if (channel != null && channel.attach(incoming, inbox(channel))) {
            thread.run("read a channel's state", () -> stateChanged(channel));
            return;
        }
        LOG.atWarn()
                .addKeyValue("label", incoming.getLabel())
                .log("The other side opened a channel that is not expected");
        thread.run("refuse a channel", () -> {
            strays.add(incoming);
            incoming.close();
        });
    }

    private Channel.Inbox inbox(Channel channel) {
        return new Channel.Inbox() {
            @Override
            public void stateChanged() {
                thread.fromNative(
                        "state", () -> thread.run("read a channel's state", () -> Channels.this.stateChanged(channel)));
            }

            @Override
            public void received(ByteBuffer data, boolean binary) {
                thread.fromNative("message", () -> Channels.this.received(channel.spec(), data, binary));
            }
        };
    }

    private void stateChanged(Channel channel) {
        RTCDataChannelState state = channel.refresh();
        if (state == RTCDataChannelState.CLOSING || state == RTCDataChannelState.CLOSED) {
            thread.fail("the other side closed channel '" + channel.spec().label() + "'");
        } else if (!allOpened && agreed.values().stream().allMatch(Channel::open)) {
            allOpened = true;
            opened.run();
        }
    }

    private void received(ChannelSpec spec, ByteBuffer data, boolean binary) {
        if (!owner.message(spec, data, binary) && spec.reliability() == Reliability.RELIABLE) {
            thread.run(
                    "end a flooded connection",
                    () -> thread.fail("messages of channel '" + spec.label() + "' come faster than they are handled"));
        }
    }

    /// No more events, no more sends: before the connection is closed.
    void detach() {
        for (Channel channel : agreed.values()) {
            thread.attempt("detach channel", channel::detach);
        }
    }

    /// Gives the native channels back: after the connection was closed.
    void dispose() {
        for (Channel channel : agreed.values()) {
            thread.attempt("dispose channel", channel::dispose);
        }
        for (RTCDataChannel stray : strays) {
            thread.attempt(
                    "dispose refused channel", () -> NativeReference.of(stray).release());
        }
    }
}
