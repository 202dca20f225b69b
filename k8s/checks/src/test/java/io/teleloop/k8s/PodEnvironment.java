package io.teleloop.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// The environment that a service finds in its pod. Files of ConfigMaps and Secrets are laid out below a folder of this
/// machine, and every mention of their mount points is turned to it.
final class PodEnvironment {
    private static final String ANY_SECRET = "a-secret-of-the-checks";

    private PodEnvironment() {}

    static Map<String, String> of(Workload workload, Cluster cluster, Path folder) {
        Map<String, String> moved = new HashMap<>();
        Map<Path, String> files = new TreeMap<>();
        for (VolumeMount mount : workload.service().getVolumeMounts()) {
            Path place = folder.resolve(mount.getMountPath().substring(1));
            Map<String, String> content = content(volume(workload, mount), cluster);
            content.forEach((name, text) -> files.put(place.resolve(name), text));
            if (!content.isEmpty()) {
                moved.put(mount.getMountPath(), place.toString());
            }
        }
        files.forEach((file, text) -> write(file, move(text, moved)));
        Map<String, String> environment = new TreeMap<>();
        for (EnvVar variable : workload.service().getEnv()) {
            environment.put(
                    variable.getName(), variable.getValue() == null ? "of-the-pod" : move(variable.getValue(), moved));
        }
        return environment;
    }

    /// A volume of a claim is in no list of the pod.
    private static Volume volume(Workload workload, VolumeMount mount) {
        return workload.pod().getVolumes().stream()
                .filter(volume -> volume.getName().equals(mount.getName()))
                .findFirst()
                .orElseGet(Volume::new);
    }

    private static Map<String, String> content(Volume volume, Cluster cluster) {
        Map<String, String> files = new HashMap<>();
        if (volume.getConfigMap() != null) {
            cluster.all(ConfigMap.class).stream()
                    .filter(map -> map.getMetadata()
                            .getName()
                            .equals(volume.getConfigMap().getName()))
                    .forEach(map -> files.putAll(map.getData()));
        }
        if (volume.getSecret() != null) {
            for (KeyToPath item : volume.getSecret().getItems()) {
                files.put(item.getPath(), ANY_SECRET);
            }
        }
        return files;
    }

    private static String move(String text, Map<String, String> moved) {
        String result = text;
        for (Map.Entry<String, String> place : moved.entrySet()) {
            result = result.replace(place.getKey(), place.getValue());
        }
        return result;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
