package io.teleloop.gateway.fleet;

import io.teleloop.contract.policy.PolicyCard;
import io.teleloop.contract.v1.Actor;
import io.teleloop.contract.v1.RobotDescription;
import io.teleloop.gateway.autonomy.Exploration;
import io.teleloop.gateway.autonomy.FittedPolicy;
import io.teleloop.gateway.autonomy.InterventionRate;
import io.teleloop.gateway.autonomy.PolicyPace;
import io.teleloop.gateway.clock.GatewayClock;
import io.teleloop.gateway.control.ControlLoop;
import io.teleloop.gateway.control.ControlState;
import io.teleloop.gateway.control.PolicyAnswer;
import io.teleloop.gateway.control.Supervision;
import io.teleloop.gateway.observation.Observation;
import io.teleloop.gateway.policy.Policies.Following;
import io.teleloop.gateway.problem.Problem;
import io.teleloop.policy.PolicyBundle;
import io.teleloop.policy.PolicyFaultException;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The policy that drives one robot under the supervision of whoever holds its lease: who may start and stop it, its
/// loading, and newer versions of it, which take over between two ticks. Lives on the robot's context; policies are
/// opened and closed on other threads.
///
/// When a newer version is refused the one that drives goes on. When the one that drives is refused the robot holds.
public final class Autonomy {
    private static final Logger LOG = LoggerFactory.getLogger(Autonomy.class);
    private static final String GATEWAY = "gateway";

    /// One start of a policy, from the request to the end of its drive.
    private static final class Run {
        final Spectator supervisor;
        final String policyId;
        final boolean follows;
        final Supervision supervision;
        final KnownRobot robot;
        Following following = () -> {};
        /// The newest version that waits to be opened: those between are left out.
        @Nullable
        PolicyBundle next;

        boolean opening;
        /// What drives; null before the first version is open.
        @Nullable
        FittedPolicy policy;

        Run(Spectator supervisor, String policyId, boolean follows, Supervision supervision, KnownRobot robot) {
            this.supervisor = supervisor;
            this.policyId = policyId;
            this.follows = follows;
            this.supervision = supervision;
            this.robot = robot;
        }
    }

    private final String robot;
    private final Context context;
    private final FleetContext fleet;
    private final ControlLoop control;
    private final Supplier<Optional<KnownRobot>> connected;
    private final Consumer<JsonObject> announce;
    private final PolicyPace pace;
    private final InterventionRate interventionRate = new InterventionRate();
    private String lastPolicyId = "";
    /// Asked for, not open yet.
    private @Nullable Run starting;
    /// Drives, or would if nobody intervened.
    private @Nullable Run running;

    /// @param connected the robot, while it is connected
    /// @param announce takes messages of the operator protocol for every session
    Autonomy(
            String robot,
            Context context,
            FleetContext fleet,
            ControlLoop control,
            Supplier<Optional<KnownRobot>> connected,
            Consumer<JsonObject> announce) {
        this.robot = robot;
        this.context = context;
        this.fleet = fleet;
        this.control = control;
        this.connected = connected;
        this.announce = announce;
        pace = PolicyPace.of(
                fleet.control().periodSeconds(), ns -> fleet.metrics().policyTime(robot, ns));
    }

    // What sessions ask for.

    /// Loads a policy and lets it drive; the answer comes later, as a message to the session. What drives now goes on
    /// until then.
    ///
    /// @param version 0 for the one that robots shall run, and every other one that becomes it
    /// @param supervision what happens when an operator who took over lets go
    public Optional<Problem> start(Spectator spectator, String policyId, long version, Supervision supervision) {
        Optional<Problem> problem = mayStart(spectator);
        audit(
                spectator,
                "autonomy.start",
                policyId + "@" + version + " " + problem.map(Problem::code).orElse("granted"));
        if (problem.isPresent()) {
            return problem;
        }
        giveUpStarting("another policy was asked for");
        KnownRobot known = connected.get().orElseThrow();
        Run run = new Run(spectator, policyId, version == 0, supervision, known);
        starting = run;
        if (run.follows) {
            run.following =
                    fleet.policies().follow(policyId, bundle -> context.runOnContext(ignored -> changed(run, bundle)));
        }
        fleet.policies()
                .load(policyId, version)
                .onComplete(
                        bundle -> context.runOnContext(ignored -> offer(run, bundle)),
                        e -> context.runOnContext(ignored -> cannotStart(run, version, e)));
        return Optional.empty();
    }

    private Optional<Problem> mayStart(Spectator spectator) {
        if (!control.isHeldBy(spectator.id())) {
            return Optional.of(Problem.leaseRequired("letting a policy drive"));
        }
        if (connected.get().isEmpty()) {
            return Optional.of(Problem.robotAway(robot));
        }
        if (control.state() instanceof ControlState.Stopped) {
            return Optional.of(new Problem("stopped", "an emergency stop is latched", "clear it first"));
        }
        return Optional.empty();
    }

    public Optional<Problem> stop(Spectator spectator) {
        Optional<Problem> problem = mayStop(spectator);
        audit(spectator, "autonomy.stop", problem.map(Problem::code).orElse("done"));
        if (problem.isEmpty()) {
            giveUpStarting("it was stopped");
            control.endSupervision(spectator.operator() + " stopped the policy");
        }
        return problem;
    }

    private Optional<Problem> mayStop(Spectator spectator) {
        if (!control.isHeldBy(spectator.id())) {
            return Optional.of(Problem.leaseRequired("stopping a policy"));
        }
        if (running == null && starting == null) {
            return Optional.of(new Problem("no-autonomy", "no policy drives robot '" + robot + "'", "start one first"));
        }
        return Optional.empty();
    }

    private void audit(Spectator spectator, String action, String decision) {
        fleet.audit().record(robot, spectator.operator(), action, decision);
    }

    // Loading: one version at a time, the newest waits.

    /// Another version is the one that robots shall run.
    private void changed(Run run, PolicyBundle bundle) {
        if (isCurrent(run)) {
            announce.accept(PolicyMessages.published(run.policyId, bundle.card().policyVersion()));
            offer(run, bundle);
        }
    }

    private void offer(Run run, PolicyBundle bundle) {
        if (isCurrent(run)) {
            run.next = bundle;
            openNext(run);
        }
    }

    private boolean isCurrent(Run run) {
        return run.equals(starting) || run.equals(running);
    }

    private void openNext(Run run) {
        PolicyBundle bundle = run.next;
        if (run.opening || bundle == null) {
            return;
        }
        run.next = null;
        FittedPolicy driving = run.policy;
        if (driving != null && driving.card().equals(bundle.card())) {
            return;
        }
        run.opening = true;
        RobotDescription description = run.robot.description();
        Exploration exploration = run.follows ? Exploration.ALLOWED : Exploration.NONE;
        context.executeBlocking(
                        () -> FittedPolicy.open(
                                bundle, description, fleet.control().rateHz(), exploration, pace),
                        false)
                .onComplete(opened -> opened(run, opened), e -> notOpened(run, bundle.card(), e));
    }

    private void opened(Run run, FittedPolicy opened) {
        run.opening = false;
        if (run.equals(running)) {
            swap(run, opened);
        } else if (run.equals(starting)) {
            begin(run, opened);
        } else {
            closeLater(opened);
            return;
        }
        openNext(run);
    }

    private void swap(Run run, FittedPolicy newer) {
        FittedPolicy older = run.policy;
        run.policy = newer;
        if (older != null) {
            closeLater(older);
        }
        tellRunning(newer.card());
    }

    private void begin(Run run, FittedPolicy first) {
        starting = null;
        Optional<Problem> problem = mayBegin(run);
        if (problem.isPresent()) {
            run.following.close();
            closeLater(first);
            run.supervisor.tell(problem.get().toJson());
            return;
        }
        Run before = running;
        run.policy = first;
        running = run;
        if (before != null) {
            end(before);
        }
        if (!run.policyId.equals(lastPolicyId)) {
            lastPolicyId = run.policyId;
            interventionRate.forget();
        }
        tellRunning(first.card());
    }

    /// The world may have changed while the policy was loaded.
    private Optional<Problem> mayBegin(Run run) {
        if (!control.isHeldBy(run.supervisor.id())) {
            return Optional.of(Problem.leaseRequired("letting a policy drive"));
        }
        return control.supervise(run.supervision)
                .map(why -> notReady(run, why, "release the deadman and clear a stop, then start it again"));
    }

    private void notOpened(Run run, PolicyCard card, Throwable e) {
        run.opening = false;
        if (!isCurrent(run)) {
            return;
        }
        if (run.equals(starting)) {
            cannotStart(run, card.policyVersion(), e);
        } else {
            tellRefused(run.policyId, card.policyVersion(), String.valueOf(e.getMessage()));
            openNext(run);
        }
    }

    private void cannotStart(Run run, long version, Throwable e) {
        if (!run.equals(starting)) {
            return;
        }
        starting = null;
        run.following.close();
        String reason = String.valueOf(e.getMessage());
        Problem problem =
                switch (e) {
                    case NoSuchElementException _ ->
                        new Problem("unknown-policy", reason, "choose one that GET /api/policies lists");
                    case PolicyFaultException _ -> {
                        tellRefused(run.policyId, version, reason);
                        yield new Problem("policy-refused", reason, "choose another policy or another robot");
                    }
                    default -> {
                        LOG.warn("Policy cannot be loaded robot={} policy={}", robot, run.policyId, e);
                        yield new Problem("policy-away", reason, "see that the object store is there, then try again");
                    }
                };
        run.supervisor.tell(problem.toJson());
    }

    private void tellRunning(PolicyCard card) {
        LOG.info("Policy drives robot={} policy={}", robot, card.name());
        fleet.audit().record(robot, GATEWAY, "policy.run", card.name());
        fleet.metrics().policyRuns(robot, card);
        announce.accept(PolicyMessages.running(card.policyId(), card.policyVersion()));
    }

    private void tellRefused(String policyId, long version, String reason) {
        LOG.warn("Policy refused robot={} policy={} version={} reason={}", robot, policyId, version, reason);
        fleet.audit().record(robot, GATEWAY, "policy.refuse", policyId + "@" + version + ": " + reason);
        fleet.metrics().policyRefused(robot);
        announce.accept(PolicyMessages.refused(policyId, version, reason));
    }

    // The control tick.

    /// What the policy that drives wants at a tick.
    PolicyAnswer decide(Observation seen) {
        Run run = running;
        FittedPolicy policy = run == null ? null : run.policy;
        if (policy == null) {
            return new PolicyAnswer.Refused("no policy is open");
        }
        PolicyAnswer answer = policy.decide(seen);
        if (answer instanceof PolicyAnswer.Refused refused) {
            tellRefused(policy.card().policyId(), policy.card().policyVersion(), refused.why());
        }
        return answer;
    }

    /// One step was recorded.
    void step(Actor.Kind actor, boolean policyRan) {
        interventionRate.step(actor, policyRan);
    }

    void episodeBegan() {
        control.countInterventionsAnew();
        decideAfresh();
    }

    void episodeEnded() {
        interventionRate.episodeEnded();
    }

    // What the control loop tells.

    void controlChanged(ControlState from, ControlState to) {
        if (to instanceof ControlState.Stopped) {
            giveUpStarting("an emergency stop was pressed");
        }
        Run run = running;
        if (run != null && from.supervision().isOn() && !to.supervision().isOn()) {
            running = null;
            end(run);
            fleet.metrics().policyEnded(robot);
            fleet.audit().record(robot, GATEWAY, "autonomy.end", to.reason());
        } else if (!(from instanceof ControlState.Waiting && to instanceof ControlState.Autonomous)) {
            // What it decided before somebody else drove is out of date.
            decideAfresh();
        }
    }

    private void decideAfresh() {
        Run run = running;
        if (run != null && run.policy != null) {
            run.policy.reset();
        }
    }

    /// Nobody supervises what is being loaded.
    void giveUpStarting(String why) {
        Run run = starting;
        if (run != null) {
            starting = null;
            run.following.close();
            run.supervisor.tell(notReady(run, why, "start it again").toJson());
        }
    }

    private static Problem notReady(Run run, String why, String action) {
        return new Problem("not-ready", "policy '" + run.policyId + "' was not started: " + why, action);
    }

    private void end(Run run) {
        run.following.close();
        FittedPolicy policy = run.policy;
        if (policy != null) {
            closeLater(policy);
        }
    }

    private void closeLater(FittedPolicy policy) {
        context.<Void>executeBlocking(
                () -> {
                    policy.close();
                    return null;
                },
                false);
    }

    /// The gateway stops.
    void close() {
        giveUpStarting("the gateway stops");
        Run run = running;
        running = null;
        if (run != null) {
            run.following.close();
            if (run.policy != null) {
                run.policy.close();
            }
        }
    }

    /// As in the state message of the operator protocol; null when no policy drives.
    @Nullable
    JsonObject state(long nowNs) {
        Run run = running;
        if (run == null || run.policy == null) {
            return null;
        }
        PolicyCard card = run.policy.card();
        return new JsonObject()
                .put("policy", card.policyId())
                .put("version", card.policyVersion())
                .put("following", run.follows)
                .put("onRelease", run.supervision.name().toLowerCase(Locale.ROOT))
                .put("publishedAgoMs", Math.max(0, Math.round((nowNs - card.createdNs()) / GatewayClock.NANOS_PER_MS)))
                .put("interventionRate", interventionRate.value())
                .put("interventions", control.interventions())
                .put("waits", control.state() instanceof ControlState.Waiting)
                .put("problem", control.state().reason());
    }
}
