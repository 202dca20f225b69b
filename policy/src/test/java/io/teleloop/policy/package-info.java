@NullMarked
package io.teleloop.policy;

import org.jspecify.annotations.NullMarked;
