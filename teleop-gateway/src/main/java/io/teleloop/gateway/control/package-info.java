/// Who may drive a robot and what reaches it: lease, states, command checks, limits. Pure: no input or output.
@NullMarked
package io.teleloop.gateway.control;

import org.jspecify.annotations.NullMarked;
