package io.teleloop.augmenter;

import io.teleloop.service.ServiceMain;
import io.teleloop.service.Settings;

/// The augmenter process.
public final class Main {
    private static final int CANNOT_GO_ON = 70;

    private Main() {}

    public static void main(String[] args) {
        ServiceMain.run(
                AugmenterConfig.SERVICE,
                () -> AugmenterService.start(
                        AugmenterConfig.from(Settings.load(AugmenterConfig.SERVICE)), () -> System.exit(CANNOT_GO_ON)));
    }
}
