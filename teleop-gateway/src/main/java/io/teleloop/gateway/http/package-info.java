/// The gateway's HTTP side: router, API, the page, limits and security headers.
@NullMarked
package io.teleloop.gateway.http;

import org.jspecify.annotations.NullMarked;
