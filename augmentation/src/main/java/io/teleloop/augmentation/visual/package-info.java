/// Procedural changes of what cameras saw, by masks and depth; what was done stays as it was. After GenAug's operators
/// (Chen et al., "GenAug: Retargeting behaviors to unseen situations via Generative Augmentation", RSS 2023), with
/// procedures in place of a text-to-image network.
@NullMarked
package io.teleloop.augmentation.visual;

import org.jspecify.annotations.NullMarked;
