/// Holds the rendered manifests to Kubernetes' own types, to the services' code and to what production asks for.
@NullMarked
package io.teleloop.k8s;

import org.jspecify.annotations.NullMarked;
