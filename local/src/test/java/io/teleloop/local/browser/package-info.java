/// The Drive page in a real browser, against the whole stack.
@NullMarked
package io.teleloop.local.browser;

import org.jspecify.annotations.NullMarked;
