package io.teleloop.sim.task;

/// A scripted operator of one episode. It keeps state between calls: make a new one for each episode.
///
/// It must succeed at 20 Hz both directly and through a network that delays its observations by up to two periods.
public interface ScriptedExpert {
    /// Decides the next action; called once a control period with the newest observation.
    Action act(ExpertObservation observation);
}
