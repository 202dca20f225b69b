/// Demonstrations moved to other scenes and performed there: the method of MimicGen (Mandlekar et al., "MimicGen: A
/// Data Generation System for Scalable Robot Learning using Human Demonstrations", CoRL 2023).
@NullMarked
package io.teleloop.augmentation.demonstration;

import org.jspecify.annotations.NullMarked;
