@NullMarked
package io.teleloop.datasets.service;

import org.jspecify.annotations.NullMarked;
