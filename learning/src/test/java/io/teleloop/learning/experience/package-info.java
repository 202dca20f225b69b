@NullMarked
package io.teleloop.learning.experience;

import org.jspecify.annotations.NullMarked;
