/// From control steps to transitions, and what is read off demonstrations before learning starts.
@NullMarked
package io.teleloop.learning.experience;

import org.jspecify.annotations.NullMarked;
