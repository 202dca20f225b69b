package io.teleloop.local;

import io.teleloop.local.stack.CatalogueRebuild;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Makes the catalogue of a stack that runs anew.
@Command(
        name = "rebuild-catalogue",
        description = {
            "Make the catalogue of a running stack anew, out of the manifests and label documents in its store.",
            "Give the data folder and the ports that the stack was started with."
        },
        sortOptions = false)
final class RebuildCatalogueCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options = new StackOptions();

    @Override
    public Integer call() throws Exception {
        return CatalogueRebuild.run(options.config(options.ports()));
    }
}
