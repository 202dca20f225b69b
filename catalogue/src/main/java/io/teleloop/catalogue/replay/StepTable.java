package io.teleloop.catalogue.replay;

import io.teleloop.archive.Archive;
import io.teleloop.archive.ArchivedEpisode;
import io.teleloop.archive.Cursor;
import io.teleloop.contract.Streams;
import io.teleloop.contract.storage.Manifest;
import io.teleloop.contract.storage.Manifest.StreamSummary;
import io.teleloop.contract.v1.ActionDimension;
import io.teleloop.contract.v1.Reading;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.contract.v1.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An episode's control steps as columns, one entry a step.
///
/// @param startNs tick time of the first step, nanoseconds since the epoch
/// @param cameras names of those that saw something
/// @param pads fingertips that feel, as the robot described them
/// @param actions names of the action space's dimensions
/// @param seconds of the steps, from the first one
/// @param actor `nobody`, `operator:ID` or `policy:ID@VERSION`
/// @param intervention number of the intervention, 0 outside of one
/// @param executed what was sent to the robot, in the order of its action space
/// @param wanted what a policy wanted; empty where none ran
/// @param readings by stream, rounded to millionths; empty where the stream had a gap or told no
///     numbers
public record StepTable(
        long startNs,
        List<String> cameras,
        List<Pad> pads,
        List<String> actions,
        List<Double> seconds,
        List<String> actor,
        List<Integer> intervention,
        List<List<Double>> executed,
        List<List<Double>> wanted,
        Map<String, List<List<Double>>> readings) {
    /// A fingertip; its reading has x, y and z of each marker's displacement, row by row.
    public record Pad(String name, int rows, int columns) {}

    /// At 20 Hz almost three hours.
    private static final int MOST = 200_000;

    private static final double ROUNDING = 1e6;
    private static final double NS_PER_S = 1e9;

    /// @throws IOException when the store does not answer, or the file is damaged
    public static StepTable read(Archive archive, Manifest manifest) throws IOException {
        List<String> cameras = manifest.streams().stream()
                .filter(stream -> stream.samples() > 0)
                .map(StreamSummary::name)
                .filter(Streams::isCamera)
                .map(Streams::cameraName)
                .toList();
        List<Step> steps;
        RobotDescription robot;
        try (ArchivedEpisode episode = archive.open(manifest)) {
            Cursor<Step> cursor = episode.steps();
            steps = cursor.list(MOST);
            robot = episode.robot();
        }
        long start = steps.isEmpty() ? manifest.openedNs() : steps.getFirst().getTickTimeNs();
        return new StepTable(
                start,
                cameras,
                robot.getTactilePadsList().stream()
                        .map(pad -> new Pad(pad.getName(), pad.getRows(), pad.getColumns()))
                        .toList(),
                robot.getActionSpace().getDimensionsList().stream()
                        .map(ActionDimension::getName)
                        .toList(),
                steps.stream()
                        .map(step -> rounded((step.getTickTimeNs() - start) / NS_PER_S))
                        .toList(),
                steps.stream().map(StepTable::actor).toList(),
                steps.stream().map(Step::getInterventionId).toList(),
                steps.stream()
                        .map(step -> rounded(step.getExecutedActionList()))
                        .toList(),
                steps.stream().map(step -> rounded(step.getPolicyActionList())).toList(),
                readings(steps));
    }

    private static Map<String, List<List<Double>>> readings(List<Step> steps) {
        Map<String, List<List<Double>>> readings = new TreeMap<>();
        for (int i = 0; i < steps.size(); i++) {
            for (Reading reading : steps.get(i).getObservationList()) {
                if (Streams.isCamera(reading.getStream())) {
                    continue;
                }
                List<List<Double>> column = readings.computeIfAbsent(reading.getStream(), stream -> new ArrayList<>());
                // A stream that was not known before this step.
                while (column.size() < i) {
                    column.add(List.of());
                }
                column.add(isKnown(reading) ? rounded(reading.getValuesList()) : List.of());
            }
        }
        return readings;
    }

    /// JSON has no number for what a broken sensor says.
    private static boolean isKnown(Reading reading) {
        return !reading.getGap() && reading.getValuesList().stream().allMatch(Float::isFinite);
    }

    private static String actor(Step step) {
        return switch (step.getActor().getKind()) {
            case OPERATOR -> "operator:" + step.getActor().getId();
            case POLICY -> "policy:" + step.getActor().getId();
            case NOBODY, KIND_UNSPECIFIED, UNRECOGNIZED -> "nobody";
        };
    }

    private static List<Double> rounded(List<Float> values) {
        return values.stream().map(value -> rounded((double) value)).toList();
    }

    private static double rounded(double value) {
        return Math.round(value * ROUNDING) / ROUNDING;
    }
}
