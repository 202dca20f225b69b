/// For tests: what can be seen of a stack from outside, and whether its log and its store agree. Knows no service.
@NullMarked
package io.teleloop.storecheck;

import org.jspecify.annotations.NullMarked;
