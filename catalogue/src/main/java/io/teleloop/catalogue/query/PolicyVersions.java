package io.teleloop.catalogue.query;

import io.teleloop.catalogue.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A policy's newest version.
///
/// @param versions that are kept
public record PolicyVersions(String policy, long newest, String task, String algorithm, long createdNs, int versions) {

    /// Every policy, by id.
    public static List<PolicyVersions> read(Database database) throws SQLException {
        String sql = "select distinct on (policy) *, count(*) over (partition by policy) as versions"
                + " from policy_version order by policy, version desc";
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            List<PolicyVersions> policies = new ArrayList<>();
            while (row.next()) {
                policies.add(new PolicyVersions(
                        row.getString("policy"),
                        row.getLong("version"),
                        row.getString("task"),
                        row.getString("algorithm"),
                        row.getLong("created_ns"),
                        row.getInt("versions")));
            }
            return policies;
        }
    }
}
