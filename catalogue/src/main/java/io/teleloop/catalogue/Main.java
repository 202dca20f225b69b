package io.teleloop.catalogue;

import io.teleloop.catalogue.projection.Rebuild;
import io.teleloop.catalogue.projection.StoredDocuments;
import io.teleloop.service.ConfigurationException;
import io.teleloop.service.ServiceMain;
import io.teleloop.service.Settings;
import io.teleloop.store.ObjectStore;

/// The catalogue process. With argument `rebuild` it makes the rows anew out of the store and ends.
public final class Main {
    private static final int WRONG_USAGE = 64;
    private static final int BAD_CONFIGURATION = 78;

    private Main() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            ServiceMain.run(
                    "catalogue", () -> Catalogue.start(CatalogueConfig.from(Settings.load("catalogue")), System::exit));
        } else if (args.length == 1 && args[0].equals("rebuild")) {
            rebuild();
        } else {
            System.err.println("catalogue: takes no argument, or 'rebuild'");
            System.exit(WRONG_USAGE);
        }
    }

    private static void rebuild() throws Exception {
        try {
            CatalogueConfig config = CatalogueConfig.from(Settings.load("catalogue"));
            try (ObjectStore store = ObjectStore.open(config.store())) {
                Rebuild.Report report = new Rebuild(config.database(), new StoredDocuments(store)).run();
                System.out.println(
                        "The catalogue is rebuilt from " + config.store().endpoint());
                report.rows()
                        .forEach((table, rows) -> System.out.printf(
                                "  %-12s %8d rows, %d unlike those before%n",
                                table, rows, report.changed().get(table)));
            }
        } catch (ConfigurationException e) {
            System.err.println("catalogue: " + e.getMessage());
            System.exit(BAD_CONFIGURATION);
        }
    }
}
