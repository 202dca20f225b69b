package io.teleloop.webrtc;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// How two peers agree: one offer, one answer, and the routes that each side finds. Routes that come before both
/// descriptions are set wait until then. Of the peer's thread.
final class Handshake {
    /// A host with many interfaces offers some tens of routes.
    private static final int MAX_CANDIDATES = 256;

    private final PeerThread thread;
    private final NativeConnection connection;
    private final Consumer<String> described;
    private final List<RTCIceCandidate> early = new ArrayList<>();
    private boolean localSet;
    private boolean remoteSet;
    private boolean remoteGiven;
    private int candidates;

    /// @param described takes the local description when it is set
    Handshake(PeerThread thread, NativeConnection connection, Consumer<String> described) {
        this.thread = thread;
        this.connection = connection;
        this.described = described;
    }

    void offer() {
        connection.get().createOffer(new RTCOfferOptions(), new WasMade());
    }

    /// Takes the other side's answer.
    void answered(String sdp) {
        setRemote(RTCSdpType.ANSWER, sdp, () -> {});
    }

    /// Takes the other side's offer and answers it.
    void answer(String sdp) {
        setRemote(RTCSdpType.OFFER, sdp, () -> connection.get().createAnswer(new RTCAnswerOptions(), new WasMade()));
    }

    private void setRemote(RTCSdpType type, String sdp, Runnable then) {
        if (remoteGiven) {
            throw new IllegalStateException("the other side sent a second session description");
        }
        remoteGiven = true;
        connection.get().setRemoteDescription(new RTCSessionDescription(type, sdp), new WasSet("remote", () -> {
            remoteSet = true;
            then.run();
            addEarly();
        }));
    }

    private void setLocal(RTCSessionDescription description) {
        connection.get().setLocalDescription(description, new WasSet("local", () -> {
            localSet = true;
            described.accept(description.sdp);
            addEarly();
        }));
    }

    void remoteCandidate(RTCIceCandidate candidate) {
        if (++candidates > MAX_CANDIDATES) {
            thread.fail("the other side sent more than " + MAX_CANDIDATES + " ICE candidates");
        } else if (localSet && remoteSet) {
            add(candidate);
        } else {
            early.add(candidate);
        }
    }

    private void addEarly() {
        if (localSet && remoteSet) {
            early.forEach(this::add);
            early.clear();
        }
    }

    /// A route that the native library does not understand is no reason to give the others up.
    private void add(RTCIceCandidate candidate) {
        thread.attempt("add the route " + candidate.sdp, () -> connection.get().addIceCandidate(candidate));
    }

    /// Called on a native thread.
    private final class WasMade implements CreateSessionDescriptionObserver {
        @Override
        public void onSuccess(RTCSessionDescription description) {
            thread.fromNative(
                    "description", () -> thread.run("set the local description", () -> setLocal(description)));
        }

        @Override
        public void onFailure(String error) {
            thread.fromNative(
                    "description",
                    () -> thread.run(
                            "describe the session", () -> thread.fail("the session cannot be described: " + error)));
        }
    }

    /// Called on a native thread.
    private final class WasSet implements SetSessionDescriptionObserver {
        private final String whose;
        private final Runnable next;

        WasSet(String whose, Runnable next) {
            this.whose = whose;
            this.next = next;
        }

        @Override
        public void onSuccess() {
            thread.fromNative(
                    "description set", () -> thread.run("go on after the " + whose + " description", next::run));
        }

        @Override
        public void onFailure(String error) {
            thread.fromNative(
                    "description set",
                    () -> thread.run(
                            "refuse a description",
                            () -> thread.fail("the " + whose + " session description was refused: " + error)));
        }
    }
}
