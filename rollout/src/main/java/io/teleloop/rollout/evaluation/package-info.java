/// How good a driver is: many episodes from start states that no training sees.
@NullMarked
package io.teleloop.rollout.evaluation;

import org.jspecify.annotations.NullMarked;
