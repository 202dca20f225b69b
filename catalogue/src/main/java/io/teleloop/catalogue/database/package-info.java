/// PostgreSQL: connections, transactions and the schema.
@NullMarked
package io.teleloop.catalogue.database;

import org.jspecify.annotations.NullMarked;
