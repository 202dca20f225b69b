package io.teleloop.trainer;

import io.teleloop.service.ServiceMain;
import io.teleloop.service.Settings;

/// The trainer process. Start it with `--add-modules=jdk.incubator.vector`: the fused engine computes with it.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ServiceMain.run("trainer", () -> Trainer.start(TrainerConfig.from(Settings.load("trainer")), System::exit));
    }
}
