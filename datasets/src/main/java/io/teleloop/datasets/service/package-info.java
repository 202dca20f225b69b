/// The data sets' service: selections, exports and files over HTTP.
@NullMarked
package io.teleloop.datasets.service;

import org.jspecify.annotations.NullMarked;
