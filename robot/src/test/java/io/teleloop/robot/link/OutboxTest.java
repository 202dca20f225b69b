package io.teleloop.robot.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.teleloop.contract.v1.ClockReply;
import io.teleloop.contract.v1.LinkSample;
import io.teleloop.contract.v1.RobotFrame;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox(100);

    @Test
    void repliesShouldOvertakeSamples() throws InterruptedException {
        outbox.sample("joints", 1, ByteString.copyFromUtf8("a"));
        outbox.reply(RobotFrame.newBuilder()
                .setClockReply(ClockReply.getDefaultInstance())
                .build());

        assertThat(take().hasClockReply()).isTrue();
        assertThat(take().hasSample()).isTrue();
    }

    @Test
    void overflowShouldDropTheOldestAndLeaveAHoleInItsSequence() throws InterruptedException {
        ByteString half = ByteString.copyFrom(new byte[50]);
        outbox.sample("camera.scene", 1, half);
        outbox.sample("joints", 2, half);
        outbox.sample("camera.scene", 3, half);

        LinkSample first = take().getSample();
        LinkSample second = take().getSample();

        assertThat(outbox.dropped()).isEqualTo(1);
        assertThat(first.getStream()).isEqualTo("joints");
        assertThat(second.getStream()).isEqualTo("camera.scene");
        assertThat(second.getSequence()).isEqualTo(1);
    }

    @Test
    void closedOutboxShouldEndItsReader() throws InterruptedException {
        outbox.close();

        assertThat(outbox.take()).isNull();
    }

    private RobotFrame take() throws InterruptedException {
        return Objects.requireNonNull(outbox.take());
    }
}
