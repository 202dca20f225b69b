/// What lies in the object store: keys and the documents that other services read.
@NullMarked
package io.teleloop.contract.storage;

import org.jspecify.annotations.NullMarked;
