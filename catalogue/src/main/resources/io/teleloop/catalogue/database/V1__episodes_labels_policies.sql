-- A projection: every row is a function of documents in the object store, and of nothing else. Whoever adds a column
-- that is not cannot rebuild it.

create table episode (
  id                uuid             primary key, -- version 7: sorts by the time of opening
  sealed            boolean          not null,    -- else quarantined
  reason            text,                         -- why it is quarantined
  task              text             not null,
  robot             text             not null,
  robot_model       text             not null,
  operator          text             not null,
  recorded_outcome  text             not null,    -- by its manifest
  generated         boolean          not null,    -- no robot performed it
  augmenter         text,
  provenance_group  text,
  opened_ns         bigint           not null,
  closed_ns         bigint           not null,
  steps             bigint           not null,
  size_bytes        bigint           not null,
  -- What holds of its labels, for filters.
  outcome           text             not null,
  quality           double precision,
  review            text,
  label_sources     text[]           not null -- who said something of it, with version
);

create index episode_task on episode (task, id);
create index episode_robot on episode (robot, id);
create index episode_operator on episode (operator, id);
create index episode_outcome on episode (outcome, id);
create index episode_review on episode (review, id);
create index episode_quality on episode (quality, id);
create index episode_generated on episode (generated, id);
create index episode_group on episode (provenance_group, id) where provenance_group is not null;

-- Apart from the rows that filters go over, which stay short.
create table manifest (
  episode  uuid  primary key references episode on delete cascade,
  document text  not null -- JSON as it lies in the store
);

-- What holds of all that was said of an episode.
create table held_label (
  episode          uuid    not null references episode on delete cascade,
  position         integer not null,
  name             text    not null,
  value            text    not null,
  score            double precision,
  start_ns         bigint,
  end_ns           bigint,
  labeler          text    not null,
  labeler_version  integer not null,
  primary key (episode, position)
);

create index held_label_name on held_label (name, value, episode);
create index held_label_score on held_label (name, score, episode) where score is not null;

-- While a rebuild fills this schema: what changed meanwhile, and is to be read once more.
create table touched (
  episode uuid primary key
);
