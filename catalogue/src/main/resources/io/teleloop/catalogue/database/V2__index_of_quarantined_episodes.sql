-- Few among many: without it their list reads every row.
create index episode_quarantined on episode (id) where not sealed;
