@NullMarked
package io.teleloop.gateway.http;

import org.jspecify.annotations.NullMarked;
