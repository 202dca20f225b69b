/// Who may come in: operators and robots by token.
@NullMarked
package io.teleloop.gateway.access;

import org.jspecify.annotations.NullMarked;
