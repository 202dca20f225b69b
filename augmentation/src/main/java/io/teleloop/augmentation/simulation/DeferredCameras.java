package io.teleloop.augmentation.simulation;

import com.google.protobuf.ByteString;
import io.teleloop.augmentation.EpisodeBuilder;
import io.teleloop.contract.Streams;
import io.teleloop.sim.mujoco.Simulation;
import io.teleloop.sim.robot.CameraImages;
import io.teleloop.sim.world.NewestReadings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The cameras of a stage. While an episode is performed only the states are kept; they are rendered when the episode
/// was worth it.
final class DeferredCameras implements AutoCloseable {
    private record Frame(long timeNs, double[] state) {}

    private final Simulation simulation;
    private final NewestReadings readings;
    private final SensorClock clock;
    private final CameraImages images;
    private final List<Frame> frames = new ArrayList<>();
    private @Nullable EpisodeBuilder episode;

    /// @param readings hears of every picture as it is exposed
    DeferredCameras(Simulation simulation, double rateHz, NewestReadings readings) {
        this.simulation = simulation;
        this.readings = readings;
        clock = new SensorClock(rateHz);
        images = new CameraImages(simulation, this::rendered);
    }

    void start(long nowNs) {
        frames.clear();
        clock.start(nowNs);
    }

    void expose(long nowNs) {
        if (clock.due(nowNs)) {
            frames.add(new Frame(nowNs, simulation.state()));
            CameraImages.names().forEach(camera -> readings.publish(Streams.camera(camera), nowNs, ByteString.EMPTY));
        }
    }

    /// Renders all frames; the simulation is left in the state that it was in.
    void render(EpisodeBuilder onto) {
        double[] now = simulation.state();
        episode = onto;
        for (Frame frame : frames) {
            simulation.restore(frame.state());
            simulation.forward();
            images.capture();
            images.publish(frame.timeNs());
        }
        episode = null;
        frames.clear();
        simulation.restore(now);
        simulation.forward();
    }

    private void rendered(String stream, long timeNs, ByteString data) {
        if (episode != null) {
            episode.add(stream, timeNs, data);
        }
    }

    @Override
    public void close() {
        images.close();
    }
}
