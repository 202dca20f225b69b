@NullMarked
package io.teleloop.contract.feature;

import org.jspecify.annotations.NullMarked;
