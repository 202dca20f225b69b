package io.teleloop.lerobot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Writes the sample data set until the fourth frame of its second episode, says so and waits to be killed.
final class StuckWriter {
    static final String STUCK = "stuck";

    private StuckWriter() {}

    public static void main(String[] arguments) throws IOException {
        List<EpisodeSource> episodes = SampleData.episodes();
        EpisodeSource second = episodes.get(1);
        EpisodeSource stuck = new EpisodeSource() {
            @Override
            public String id() {
                return second.id();
            }

            @Override
            public Map<String, Object> attributes() {
                return second.attributes();
            }

            @Override
            public void writeTo(FrameSink sink) throws IOException {
                int[] frames = {0};
                second.writeTo(frame -> {
                    sink.add(frame);
                    if (++frames[0] == 4) {
                        System.out.println(STUCK);
                        waitForever();
                    }
                });
            }
        };
        SampleData.writer(Path.of(arguments[0])).write(List.of(episodes.get(0), stuck, episodes.get(2)));
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
