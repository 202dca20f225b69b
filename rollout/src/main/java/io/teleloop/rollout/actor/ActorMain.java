package io.teleloop.rollout.actor;

import io.teleloop.policy.PolicyBundle;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// An actor in a process of its own: policies come in on standard input, steps go out on standard output, both in their
/// length-delimited form. It ends when its input does.
public final class ActorMain {
    /// A newer policy takes the place of one that was not begun with.
    private final BlockingQueue<PolicyBundle> newest = new ArrayBlockingQueue<>(1);

    private ActorMain() {}

    /// @param arguments an [ActorSpec]
    public static void main(String[] arguments) throws IOException, InterruptedException {
        OutputStream steps = new BufferedOutputStream(System.out);
        // Nothing else may get between the steps.
        System.setOut(System.err);
        new ActorMain().act(ActorSpec.parse(List.of(arguments)), steps);
    }

    private void act(ActorSpec spec, OutputStream steps) throws IOException, InterruptedException {
        Thread.ofPlatform().daemon().name("policies").start(this::receive);
        try (SimulatedActor actor = new SimulatedActor(spec)) {
            actor.follow(newest.take());
            while (true) {
                PolicyBundle policy = newest.poll();
                if (policy != null) {
                    actor.follow(policy);
                }
                actor.next().writeDelimitedTo(steps);
                steps.flush();
            }
        }
    }

    /// Only this thread puts, so there is room after the poll.
    private void offer(PolicyBundle policy) {
        newest.poll();
        newest.add(policy);
    }

    @SuppressWarnings("SystemExitOutsideMain") // Whoever started this process is gone.
    private void receive() {
        try {
            DataInputStream in = new DataInputStream(System.in);
            while (true) {
                offer(BundleStream.read(in));
            }
        } catch (EOFException e) {
            System.exit(0);
        } catch (IOException e) {
            System.err.println("actor: no more policies: " + e.getMessage());
            System.exit(1);
        }
    }
}
