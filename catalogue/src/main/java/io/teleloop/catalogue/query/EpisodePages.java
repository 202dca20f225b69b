package io.teleloop.catalogue.query;

import io.teleloop.catalogue.database.Database;
import io.teleloop.catalogue.query.EpisodeFilter.Origin;
import io.teleloop.catalogue.query.EpisodePage.Count;
import io.teleloop.catalogue.query.EpisodePage.Counts;
import io.teleloop.contract.EpisodeId;
import io.teleloop.http.InvalidRequestException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Lists of episodes, page by page, the newest first. A page begins behind an id, not at a number, so episodes that
/// come or go meanwhile neither repeat nor hide others.
public final class EpisodePages {
    /// What a page takes beside the filter's parameters.
    public static final Set<String> PARAMETERS = Set.of("limit", "after");

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;

    private final Database database;

    public EpisodePages(Database database) {
        this.database = database;
    }

    /// @throws InvalidRequestException when a parameter is unknown or has a value that it does not take
    public EpisodePage page(Map<String, String> parameters) throws InvalidRequestException, SQLException {
        EpisodeFilter filter = EpisodeFilter.parse(parameters, PARAMETERS);
        Parameters paging = new Parameters(parameters, parameters.keySet());
        int limit = paging.integer("limit", DEFAULT_LIMIT, 1, MOST);
        Optional<EpisodeId> after = after(paging);
        try (Connection connection = database.connect()) {
            List<EpisodeSummary> episodes = episodes(connection, filter, after, limit + 1);
            boolean more = episodes.size() > limit;
            List<EpisodeSummary> page = more ? episodes.subList(0, limit) : episodes;
            return new EpisodePage(
                    page, more ? page.getLast().id() : null, after.isEmpty() ? counts(connection, filter) : null);
        }
    }

    private static Optional<EpisodeId> after(Parameters paging) throws InvalidRequestException {
        try {
            return paging.text("after").map(EpisodeId::new);
        } catch (IllegalArgumentException e) {
            throw paging.invalid("after", "the 'next' of the page before");
        }
    }

    private static List<EpisodeSummary> episodes(
            Connection connection, EpisodeFilter filter, Optional<EpisodeId> after, int limit) throws SQLException {
        Condition condition = filter.condition();
        if (filter.origin() != Origin.ALL) {
            condition.and("e.generated = ?", filter.origin() == Origin.GENERATED);
        }
        after.ifPresent(id -> condition.and("e.id < ?", EpisodeFilter.uuid(id)));
        String sql = "select " + EpisodeSummary.COLUMNS + " from episode e where " + condition.sql()
                + " order by e.id desc limit ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(condition.bind(statement, 1), limit);
            List<EpisodeSummary> episodes = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    episodes.add(EpisodeSummary.of(rows));
                }
            }
            return episodes;
        }
    }

    private static Counts counts(Connection connection, EpisodeFilter filter) throws SQLException {
        return new Counts(count(connection, filter, false), count(connection, filter, true));
    }

    private static Count count(Connection connection, EpisodeFilter filter, boolean generated) throws SQLException {
        Condition condition = filter.condition();
        condition.and("e.generated = ?", generated);
        String sql = "select count(*) from (select 1 from episode e where " + condition.sql() + " limit ?) found";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(condition.bind(statement, 1), Count.MOST + 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Count.of(row.getLong(1));
            }
        }
    }
}
