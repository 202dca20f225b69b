package io.teleloop.recorder;

import io.teleloop.service.ServiceMain;
import io.teleloop.service.Settings;

/// The recorder process.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ServiceMain.run("recorder", () -> Recorder.start(RecorderConfig.from(Settings.load("recorder")), System::exit));
    }
}
