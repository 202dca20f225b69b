package io.teleloop.gateway;

import io.teleloop.service.ServiceMain;
import io.teleloop.service.Settings;

/// Runs the gateway with the settings `TELELOOP_GATEWAY_*`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ServiceMain.run("gateway", () -> Gateway.start(GatewayConfig.from(Settings.load("gateway")), System::exit));
    }
}
