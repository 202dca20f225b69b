/// What a trained policy is, seen from outside: what it observes, what it commands, and where it comes from.
@NullMarked
package io.teleloop.contract.policy;

import org.jspecify.annotations.NullMarked;
