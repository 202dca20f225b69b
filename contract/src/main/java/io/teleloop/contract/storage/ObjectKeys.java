package io.teleloop.contract.storage;

import io.teleloop.contract.EpisodeId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/// Keys in the object store.
///
/// ```
/// episodes/{yyyy}/{MM}/{dd}/{episodeId}/{sha256}.mcap      the data, first
/// episodes/{yyyy}/{MM}/{dd}/{episodeId}/manifest.json      last, create-only: its presence means sealed
/// quarantine/{yyyy}/{MM}/{dd}/{episodeId}/...              the same pair for what is not whole
/// labels/{episodeId}/{labeler}@{version}.json              what one labeler says of an episode, create-only
/// models/{modelId}/{version}/weights.safetensors          what a learned labeler knows, first
/// models/{modelId}/{version}/card.json                    last, create-only: its presence means published
/// generated/{group}/{name}.json                            what was done for a generated group, create-only
/// policies/{policyId}/{version}/policy.onnx                the network, first
/// policies/{policyId}/{version}/card.json                  last, create-only: its presence means published
/// policies/{policyId}/{version}/pinned                     somebody builds on this version: it is never removed
/// checkpoints/{policyId}/{number}.ckpt                     a learner's state, create-only, numbers rise by one
/// datasets/{name}/{version}.json                           which episodes a data set has, create-only, from 1 by one
/// datasets/{name}/{version}/...                            the same as LeRobotDataset v3.0: meta/info.json comes last
/// ```
///
/// The day is that of the episode's opening, UTC, and follows from the id. Follow manifests, never listings: an
/// upload that never finished may show in a listing.
public final class ObjectKeys {
    public static final String EPISODES = "episodes/";
    public static final String QUARANTINE = "quarantine/";
    public static final String LABELS = "labels/";
    public static final String MODELS = "models/";
    public static final String GENERATED = "generated/";
    public static final String POLICIES = "policies/";
    public static final String CHECKPOINTS = "checkpoints/";
    public static final String DATASETS = "datasets/";
    public static final String MANIFEST = "manifest.json";

    private static final Pattern GROUP = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ObjectKeys() {}

    public static String episodeData(EpisodeId id, String sha256) {
        return folder(EPISODES, id) + sha256 + ".mcap";
    }

    public static String episodeManifest(EpisodeId id) {
        return folder(EPISODES, id) + MANIFEST;
    }

    public static String quarantineData(EpisodeId id, String sha256) {
        return folder(QUARANTINE, id) + sha256 + ".mcap";
    }

    public static String quarantineManifest(EpisodeId id) {
        return folder(QUARANTINE, id) + MANIFEST;
    }

    /// The prefix of all that was said of an episode.
    public static String labels(EpisodeId id) {
        return LABELS + id + "/";
    }

    public static String label(EpisodeId id, String labeler, int version) {
        return labels(id) + labeler + "@" + version + ".json";
    }

    public static String modelWeights(String modelId, int version) {
        return MODELS + modelId + "/" + version + "/weights.safetensors";
    }

    public static String modelCard(String modelId, int version) {
        return MODELS + modelId + "/" + version + "/card.json";
    }

    /// @param name of a step in the making of a group
    /// @throws IllegalArgumentException when the group's name cannot be part of a key
    public static String generated(String group, String name) {
        if (!GROUP.matcher(group).matches()) {
            throw new IllegalArgumentException(
                    "group '" + group + "' is no name; use lower-case letters, digits and hyphens, at most 63");
        }
        return GENERATED + group + "/" + name + ".json";
    }

    public static String policyModel(String policyId, long version) {
        return POLICIES + policyId + "/" + version + "/policy.onnx";
    }

    public static String policyCard(String policyId, long version) {
        return POLICIES + policyId + "/" + version + "/card.json";
    }

    public static String policyPin(String policyId, long version) {
        return POLICIES + policyId + "/" + version + "/pinned";
    }

    public static String checkpoint(String policyId, long number) {
        return CHECKPOINTS + policyId + "/" + number + ".ckpt";
    }

    public static String dataset(String name, int version) {
        return DATASETS + name + "/" + version + ".json";
    }

    /// The prefix of an exported data set's files.
    public static String datasetFiles(String name, int version) {
        return DATASETS + name + "/" + version + "/";
    }

    private static String folder(String root, EpisodeId id) {
        return root + DAY.format(id.openedAt()) + "/" + id + "/";
    }
}
