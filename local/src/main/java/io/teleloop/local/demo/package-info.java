/// The demonstration run: drive, record, read back, report.
@NullMarked
package io.teleloop.local.demo;

import org.jspecify.annotations.NullMarked;
