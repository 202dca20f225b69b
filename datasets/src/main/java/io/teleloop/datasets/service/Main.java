package io.teleloop.datasets.service;

import io.teleloop.service.ServiceMain;
import io.teleloop.service.Settings;

/// The data sets' process.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        ServiceMain.run(
                "datasets", () -> DatasetService.start(DatasetsConfig.from(Settings.load("datasets")), System::exit));
    }
}
