/// How fast the engines learn, held against PyTorch in the same run.
@NullMarked
package io.teleloop.learning.bench;

import org.jspecify.annotations.NullMarked;
