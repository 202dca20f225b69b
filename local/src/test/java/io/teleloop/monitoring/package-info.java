/// Rules, dashboards and runbook of the folder `monitoring`.
@NullMarked
package io.teleloop.monitoring;

import org.jspecify.annotations.NullMarked;
