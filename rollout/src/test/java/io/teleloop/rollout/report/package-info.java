@NullMarked
package io.teleloop.rollout.report;

import org.jspecify.annotations.NullMarked;
