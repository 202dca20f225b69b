package io.teleloop.trainer.learn;

import io.teleloop.archive.Archive;
import io.teleloop.store.ObjectStore;
import io.teleloop.trainer.TrainerMetrics;
import io.teleloop.trainer.checkpoint.CheckpointStore;
import io.teleloop.trainer.log.DemonstrationReader;
import io.teleloop.trainer.log.OrderedLog;
import io.teleloop.trainer.publish.PolicyPublisher;
import io.teleloop.trainer.publish.ProgressReporter;
import io.teleloop.trainer.publish.Retention;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One term of leadership: a learner on a thread of its own, with everything that belongs to it.
public final class Term {
    private static final Logger LOG = LoggerFactory.getLogger(Term.class);

    private final StopSignal stop = new StopSignal();
    private final Courier courier = new Courier();
    private final Tools tools;
    private final OrderedLog log;
    private final ProgressReporter reporter;
    private final LearningLoop loop;
    private final Thread thread;

    /// What every term of a worker works with.
    ///
    /// @param log a new consumer of the log, without a group
    public record Tools(
            String policyId,
            LearnerSettings settings,
            BaseSource bases,
            Rhythm rhythm,
            Retention retention,
            ObjectStore store,
            Supplier<org.apache.kafka.clients.consumer.Consumer<String, byte[]>> log,
            Producer<String, byte[]> producer,
            TrainerMetrics metrics,
            Clock clock) {}

    private Term(Tools tools, Consumer<Exception> onFailure) {
        this.tools = tools;
        this.log = new OrderedLog(tools.log().get(), stop::given, tools.metrics()::gone);
        this.reporter = new ProgressReporter(tools.producer());
        Patience patience = new Patience(stop::given);
        CheckpointStore checkpoints = new CheckpointStore(tools.store(), tools.policyId());
        PolicyPublisher publisher = new PolicyPublisher(
                tools.store(), tools.producer(), checkpoints, tools.policyId(), tools.retention(), tools.clock());
        this.loop = new LearningLoop(
                tools.settings(),
                tools.bases(),
                new Intake(
                        log,
                        new DemonstrationReader(
                                new Archive(tools.store()),
                                tools.settings().task(),
                                tools.settings().generatedDemonstrations()),
                        patience,
                        tools.metrics()),
                new Checkpointing(
                        checkpoints,
                        courier,
                        tools.settings().describe(),
                        tools.rhythm().checkpointInterval(),
                        tools.metrics(),
                        tools.clock()),
                new Publishing(publisher, courier, tools.rhythm(), tools.metrics()),
                new Reporting(tools.policyId(), tools.settings(), reporter, tools.metrics(), tools.clock()),
                courier,
                patience,
                stop,
                tools.metrics());
        this.thread = Thread.ofPlatform().name("learner").start(() -> run(onFailure));
    }

    /// Begins at once.
    ///
    /// @param onFailure called on the learner's thread when it cannot go on
    public static Term begin(Tools tools, Consumer<Exception> onFailure) {
        return new Term(tools, onFailure);
    }

    /// Ends the term and waits for that.
    ///
    /// @param inTime false when another worker may lead already: then nothing is written any more
    public void end(boolean inTime) throws InterruptedException {
        stop.give(inTime);
        if (!inTime) {
            courier.close();
        }
        thread.join();
    }

    /// Whether the learner's thread turns.
    public boolean turns() {
        return loop.turns();
    }

    /// What keeps the learner from learning, or empty.
    public String trouble() {
        return loop.trouble();
    }

    private void run(Consumer<Exception> onFailure) {
        tools.metrics().leading(true);
        try (log;
                reporter;
                courier) {
            loop.run();
        } catch (InterruptedException e) {
            LOG.info("The learner stops problem={}", e.getMessage());
        } catch (Exception e) {
            onFailure.accept(e);
        } finally {
            tools.metrics().leading(false);
        }
    }
}
