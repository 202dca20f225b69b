/// What `./teleloop export` and `./teleloop import` run.
@NullMarked
package io.teleloop.datasets.cli;

import org.jspecify.annotations.NullMarked;
