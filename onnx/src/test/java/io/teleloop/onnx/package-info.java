@NullMarked
package io.teleloop.onnx;

import org.jspecify.annotations.NullMarked;
