@NullMarked
package io.teleloop.local.demo;

import org.jspecify.annotations.NullMarked;
