/// Trained networks as ONNX files, with the inputs and outputs that
/// [io.teleloop.contract.policy.PolicyCard.Model] lays down. Observations come in raw: their normalisation is the first
/// thing in each file.
@NullMarked
package io.teleloop.learning.export;

import org.jspecify.annotations.NullMarked;
