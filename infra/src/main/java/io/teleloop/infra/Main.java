package io.teleloop.infra;

import io.teleloop.service.ServiceMain;
import io.teleloop.service.Settings;

/// The infrastructure process.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ServiceMain.run("infra", () -> Infrastructure.start(InfraConfig.from(Settings.load("infra")), System::exit));
    }
}
