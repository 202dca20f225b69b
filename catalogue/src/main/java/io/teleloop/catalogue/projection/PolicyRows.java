package io.teleloop.catalogue.projection;

import io.teleloop.contract.policy.PolicyCard;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/// The rows of one policy's versions. A version's card never changes.
final class PolicyRows {
    private PolicyRows() {}

    static Set<Long> versions(Connection connection, String policy) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select version from policy_version where policy = ?")) {
            statement.setString(1, policy);
            Set<Long> versions = new TreeSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    versions.add(rows.getLong(1));
                }
            }
            return versions;
        }
    }

    static void put(Connection connection, PolicyCard card) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into policy_version (policy, version, task, algorithm, created_ns, card)
                values (?, ?, ?, ?, ?, ?)
                on conflict (policy, version) do nothing""")) {
            statement.setString(1, card.policyId());
            statement.setLong(2, card.policyVersion());
            statement.setString(3, card.task());
            statement.setString(4, card.algorithm());
            statement.setLong(5, card.createdNs());
            statement.setString(6, new String(card.toJson(), StandardCharsets.UTF_8));
            statement.executeUpdate();
        }
    }

    static void delete(Connection connection, String policy, long version) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from policy_version where policy = ? and version = ?")) {
            statement.setString(1, policy);
            statement.setLong(2, version);
            statement.executeUpdate();
        }
    }
}
