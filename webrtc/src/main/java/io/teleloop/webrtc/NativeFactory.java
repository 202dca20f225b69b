package io.teleloop.webrtc;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;

/// The native threads and codecs of one peer.
///
/// Each peer has its own, for two reasons. webrtc-java 0.14.0 leaks a Java reference for every data channel message
/// until the native thread that delivered it ends, so the threads must not outlive the peer. And all peers of one
/// factory share one signalling thread, on which a single slow peer would hold up the others.
final class NativeFactory implements AutoCloseable {
    /// Loading, SSL set-up and audio set-up are global to the process.
    private static final Object GLOBAL = new Object();

    private final HeadlessAudioDeviceModule audio;
    private final PeerConnectionFactory factory;

    NativeFactory() {
        synchronized (GLOBAL) {
            // The default audio module would look for a sound daemon.
            audio = new HeadlessAudioDeviceModule();
            factory = new PeerConnectionFactory(audio);
        }
    }

    PeerConnectionFactory get() {
        return factory;
    }

    @Override
    public void close() {
        synchronized (GLOBAL) {
            factory.dispose();
            audio.dispose();
        }
    }
}
