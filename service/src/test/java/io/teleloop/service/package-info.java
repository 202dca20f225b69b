@NullMarked
package io.teleloop.service;

import org.jspecify.annotations.NullMarked;
