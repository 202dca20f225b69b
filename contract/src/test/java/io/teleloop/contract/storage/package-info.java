@NullMarked
package io.teleloop.contract.storage;

import org.jspecify.annotations.NullMarked;
