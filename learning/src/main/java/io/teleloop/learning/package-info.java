/// Learning from demonstrations and from interventions.
@NullMarked
package io.teleloop.learning;

import org.jspecify.annotations.NullMarked;
