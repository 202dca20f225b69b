/// What every service's main shares: settings, management endpoints, and start and stop.
@NullMarked
package io.teleloop.service;

import org.jspecify.annotations.NullMarked;
