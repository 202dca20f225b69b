/// What services share that answer operators over HTTP: who may ask, work on threads of its own, and how an answer
/// or a problem looks.
@NullMarked
package io.teleloop.http;

import org.jspecify.annotations.NullMarked;
