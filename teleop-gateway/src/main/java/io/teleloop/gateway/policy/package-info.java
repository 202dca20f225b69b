/// The policies that robots may run: which versions there are, which one is to be run, and their networks.
@NullMarked
package io.teleloop.gateway.policy;

import org.jspecify.annotations.NullMarked;
