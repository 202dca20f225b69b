/// An operator without a screen: signs in, drives, records and measures over the same protocol as the browser's
/// page.
@NullMarked
package io.teleloop.operator;

import org.jspecify.annotations.NullMarked;
