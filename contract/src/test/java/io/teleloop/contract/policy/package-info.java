@NullMarked
package io.teleloop.contract.policy;

import org.jspecify.annotations.NullMarked;
