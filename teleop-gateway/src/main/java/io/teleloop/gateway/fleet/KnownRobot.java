package io.teleloop.gateway.fleet;

import com.google.protobuf.InvalidProtocolBufferException;
import io.teleloop.contract.Streams;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.gateway.control.ActionLayout;
import io.teleloop.gateway.control.Vector;
import io.teleloop.gateway.observation.Reception;
import io.teleloop.gateway.observation.SynchronizedView;
import io.teleloop.gateway.webrtc.WebRtcEngine;

/// What is known of a robot since it said hello, kept while it is away: its description, what it sensed last and what
/// it was told to hold. Not thread-safe.
final class KnownRobot {
    private final RobotDescription description;
    private final ActionLayout layout;
    private final Cameras cameras;
    private final TouchPads pads;
    private final SensedState state;
    private final SynchronizedView streams;
    private final HeldOpening heldOpening = new HeldOpening();

    private KnownRobot(RobotDescription description, Cameras cameras, TouchPads pads) {
        this.description = description;
        this.cameras = cameras;
        this.pads = pads;
        layout = new ActionLayout(description.getActionSpace());
        state = new SensedState(description);
        streams = new SynchronizedView(description.getStreamsList());
    }

    /// A robot that was not known.
    static KnownRobot described(RobotDescription description, WebRtcEngine engine, long nowNs) {
        return new KnownRobot(description, new Cameras(description, engine, nowNs), new TouchPads(description));
    }

    /// The same robot said hello again: sessions go on watching the same cameras and pads, all else begins anew.
    KnownRobot again() {
        return new KnownRobot(description, cameras, pads);
    }

    /// @throws InvalidProtocolBufferException when the data is not of the stream's schema
    /// @throws IllegalArgumentException when the numbers cannot be
    void sensed(Reception sample) throws InvalidProtocolBufferException {
        state.update(sample);
        if (Streams.isCamera(sample.stream())) {
            cameras.picture(sample);
        }
        streams.add(sample);
    }

    /// The scene is another one now.
    void forgetScene() {
        streams.forget();
        heldOpening.forget();
    }

    /// @param opening in m
    void commanded(double opening) {
        heldOpening.commanded(opening);
    }

    /// The action of this robot while nobody drives it.
    float[] holdingAction() {
        return layout.action(Vector.ZERO, Vector.ZERO, heldOpening.orElse(state.opening()));
    }

    RobotDescription description() {
        return description;
    }

    ActionLayout layout() {
        return layout;
    }

    Cameras cameras() {
        return cameras;
    }

    TouchPads pads() {
        return pads;
    }

    SensedState state() {
        return state;
    }

    SynchronizedView streams() {
        return streams;
    }
}
