package io.teleloop.augmenter;

import io.teleloop.service.ServiceMain;
import io.teleloop.service.Settings;

/// The augmenter process.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ServiceMain.run(
                AugmenterConfig.SERVICE,
                () -> AugmenterService.start(
                        AugmenterConfig.from(Settings.load(AugmenterConfig.SERVICE)), System::exit));
    }
}
