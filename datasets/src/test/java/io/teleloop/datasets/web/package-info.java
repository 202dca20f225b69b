@NullMarked
package io.teleloop.datasets.web;

import org.jspecify.annotations.NullMarked;
