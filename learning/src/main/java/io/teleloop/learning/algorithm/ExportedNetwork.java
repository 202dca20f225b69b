package io.teleloop.learning.algorithm;

/// A network as a robot runs it; inputs and outputs are those of [io.teleloop.contract.policy.PolicyCard.Model].
///
/// @param onnx the file's bytes
/// @param chunk actions that one call decides
/// @param execute of them that are carried out before the next call
/// @param noiseSize 0 for a network without noise
/// @param explores whether noise is drawn while it acts in training
/// @param residualScale how far it may correct a base's action, 0 for a network that acts alone
public record ExportedNetwork(
        byte[] onnx, int chunk, int execute, int noiseSize, boolean explores, double residualScale) {}
