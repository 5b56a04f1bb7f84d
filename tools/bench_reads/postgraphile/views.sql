-- What PostGraphile shows: the product's own tables through plain views, which PostgreSQL unfolds, and functions that it
-- unfolds too (SQL, STABLE, SETOF). Texts are subqueries of their columns: made for the rows that are answered only, where
-- they are asked for; so few joins remain that PostgreSQL weighs every order of them (join_collapse_limit).
DROP SCHEMA IF EXISTS peer CASCADE;
CREATE SCHEMA peer;

CREATE VIEW peer.site AS
SELECT p.revision_id, p.site_id, p.code, p.slug, p.latitude, p.longitude, p.published_at,
       r.version, r.state, r.origin, r.reviewed_at, r.managing_body, r.location_precision,
       (SELECT t.text FROM public.site_text t WHERE t.revision_id = p.revision_id AND t.field = 'NAME' AND t.language = 'vi' AND t.position = 0) AS name_vi,
       (SELECT t.text FROM public.site_text t WHERE t.revision_id = p.revision_id AND t.field = 'NAME' AND t.language = 'en' AND t.position = 0) AS name_en,
       (SELECT t.text FROM public.site_text t WHERE t.revision_id = p.revision_id AND t.field = 'SUMMARY' AND t.language = 'vi' AND t.position = 0) AS summary_vi,
       (SELECT t.text FROM public.site_text t WHERE t.revision_id = p.revision_id AND t.field = 'SUMMARY' AND t.language = 'en' AND t.position = 0) AS summary_en,
       (SELECT t.text FROM public.site_text t WHERE t.revision_id = p.revision_id AND t.field = 'DESCRIPTION' AND t.language = 'vi' AND t.position = 0) AS description_vi,
       (SELECT t.text FROM public.site_text t WHERE t.revision_id = p.revision_id AND t.field = 'DESCRIPTION' AND t.language = 'en' AND t.position = 0) AS description_en,
       ARRAY(SELECT k.kind FROM public.site_kind k WHERE k.revision_id = p.revision_id ORDER BY k.position) AS kinds,
       (SELECT d.grade FROM public.designation d
         WHERE d.revision_id = p.revision_id AND d.scheme = 'RELIC_RANK' AND (d.valid_to IS NULL OR d.valid_to > current_date)
           AND coalesce(d.valid_from, d.known_since) <= current_date ORDER BY d.position LIMIT 1) AS grade,
       u.code AS unit_code, u.name AS unit_name, u.level AS unit_level, u.valid_from AS unit_valid_from, u.valid_to AS unit_valid_to,
       l.accuracy_metres, l.method AS location_method
FROM public.publication p
JOIN public.site_revision r ON r.id = p.revision_id
LEFT JOIN public.site_unit su ON su.revision_id = p.revision_id AND su.is_primary
LEFT JOIN public.admin_unit u ON u.id = su.unit_id
LEFT JOIN public.site_place l ON l.revision_id = p.revision_id AND l.is_location
WHERE p.superseded_at IS NULL;
COMMENT ON VIEW peer.site IS E'@primaryKey revision_id\n@unique slug';

CREATE VIEW peer.picture AS
SELECT d.revision_id, d.surrogate_id, d.position, s.code, s.kind, d.role, f.width, f.height,
       d.captured_edtf AS captured_at, d.rights_uri, d.holder, d.credit_line,
       '/media/' || s.digest || '/screen-1.webp' AS screen_url, '/media/' || s.digest || '/card-1-50x50.webp' AS card_url,
       av.text AS alternative_text_vi, ae.text AS alternative_text_en
FROM public.surrogate_description d
JOIN public.surrogate s ON s.id = d.surrogate_id
JOIN public.stored_file f ON f.digest = s.digest
LEFT JOIN public.surrogate_text av ON av.revision_id = d.revision_id AND av.surrogate_id = d.surrogate_id
      AND av.field = 'ALTERNATIVE_TEXT' AND av.language = 'vi'
LEFT JOIN public.surrogate_text ae ON ae.revision_id = d.revision_id AND ae.surrogate_id = d.surrogate_id
      AND ae.field = 'ALTERNATIVE_TEXT' AND ae.language = 'en'
WHERE d.is_public AND s.withdrawn_at IS NULL;

CREATE VIEW peer.act AS SELECT * FROM public.designation;
CREATE VIEW peer.zone AS SELECT * FROM public.protection_zone;
CREATE VIEW peer.source AS SELECT revision_id, position, title, url, accessed_on FROM public.citation;
CREATE VIEW peer.gap AS SELECT revision_id, field, code, note FROM public.missing_value WHERE code <> 'HAN_CHE';
CREATE VIEW peer.alternative_name AS
SELECT revision_id, language, position, text FROM public.site_text WHERE field = 'ALTERNATIVE_NAME';
CREATE VIEW peer.part AS
SELECT w.revision_id AS whole_revision_id, p.revision_id, p.code, p.slug, n.text AS name_vi
FROM public.part_of o
JOIN public.publication p ON p.revision_id = o.revision_id AND p.superseded_at IS NULL
JOIN public.publication w ON w.site_id = o.complex_id AND w.superseded_at IS NULL
LEFT JOIN public.site_text n ON n.revision_id = p.revision_id AND n.field = 'NAME' AND n.language = 'vi' AND n.position = 0
WHERE o.relation = 'PART' AND o.membership <> 'UNCONFIRMED' AND (o.valid_to IS NULL OR o.valid_to > current_date);
CREATE VIEW peer.whole AS
SELECT o.revision_id, w.slug, n.text AS name_vi
FROM public.part_of o
JOIN public.publication w ON w.site_id = o.complex_id AND w.superseded_at IS NULL
LEFT JOIN public.site_text n ON n.revision_id = w.revision_id AND n.field = 'NAME' AND n.language = 'vi' AND n.position = 0
WHERE o.relation = 'PART' AND o.membership <> 'UNCONFIRMED' AND (o.valid_to IS NULL OR o.valid_to > current_date);

CREATE VIEW peer.declared AS
SELECT d.revision_id, d.valid_from, d.declared, (
    SELECT count(*) FROM public.part_of o JOIN public.publication p ON p.revision_id = o.revision_id
     WHERE o.complex_id = r.site_id AND o.relation = 'PART' AND o.membership IN ('STATED', 'INFERRED')
       AND o.valid_from <= current_date AND (o.valid_to IS NULL OR o.valid_to > current_date) AND p.superseded_at IS NULL
  )::int AS known
FROM public.declared_parts d JOIN public.site_revision r ON r.id = d.revision_id
WHERE d.valid_from <= current_date AND (d.valid_to IS NULL OR d.valid_to > current_date);

COMMENT ON VIEW peer.declared IS E'@primaryKey revision_id,valid_from\n@foreignKey (revision_id) references peer.site (revision_id)|@foreignFieldName declared';
COMMENT ON VIEW peer.picture IS E'@primaryKey revision_id,surrogate_id\n@foreignKey (revision_id) references peer.site (revision_id)|@foreignFieldName pictures';
COMMENT ON VIEW peer.act IS E'@primaryKey revision_id,position\n@foreignKey (revision_id) references peer.site (revision_id)|@foreignFieldName acts';
COMMENT ON VIEW peer.zone IS E'@primaryKey revision_id,position\n@foreignKey (revision_id) references peer.site (revision_id)|@foreignFieldName zones';
COMMENT ON VIEW peer.source IS E'@primaryKey revision_id,position\n@foreignKey (revision_id) references peer.site (revision_id)|@foreignFieldName sources';
COMMENT ON VIEW peer.gap IS E'@primaryKey revision_id,field\n@foreignKey (revision_id) references peer.site (revision_id)|@foreignFieldName gaps';
COMMENT ON VIEW peer.alternative_name IS E'@primaryKey revision_id,language,position\n@foreignKey (revision_id) references peer.site (revision_id)|@foreignFieldName alternativeNames';
COMMENT ON VIEW peer.part IS E'@primaryKey revision_id,whole_revision_id\n@foreignKey (whole_revision_id) references peer.site (revision_id)|@foreignFieldName parts';
COMMENT ON VIEW peer.whole IS E'@primaryKey revision_id,slug\n@foreignKey (revision_id) references peer.site (revision_id)|@foreignFieldName wholes';

-- q2: by kind and commune, behind a code.
CREATE FUNCTION peer.sites_of(kind text, unit text, behind text) RETURNS SETOF peer.site LANGUAGE sql STABLE AS $$
  SELECT s.* FROM public.admin_unit u
  JOIN public.site_unit l ON l.unit_id = u.id
  JOIN public.site_kind k ON k.revision_id = l.revision_id AND k.kind = sites_of.kind
  JOIN peer.site s ON s.revision_id = l.revision_id
  WHERE u.code = sites_of.unit AND u.valid_to IS NULL AND s.code > sites_of.behind
  ORDER BY s.code
$$;

-- q6: all, behind a code.
CREATE FUNCTION peer.sites_behind(behind text) RETURNS SETOF peer.site LANGUAGE sql STABLE AS $$
  SELECT s.* FROM peer.site s WHERE s.code > sites_behind.behind ORDER BY s.code
$$;

-- q4: in a box, by the GiST index.
CREATE FUNCTION peer.sites_in_box(west float, south float, east float, north float) RETURNS SETOF peer.site
LANGUAGE sql STABLE AS $$
  SELECT s.* FROM peer.site s
  WHERE point(s.longitude, s.latitude) <@ box(point(west, south), point(east, north)) ORDER BY s.code
$$;

-- Metres between near places on the ellipsoid WGS84: exact to a millimetre in ten kilometres.
CREATE FUNCTION peer.metres(lat1 float, lon1 float, lat2 float, lon2 float) RETURNS float LANGUAGE sql IMMUTABLE AS $$
  SELECT sqrt(
    power(radians(lat2 - lat1) * 6335439.327292 / power(1 - 0.0066943799901413 * power(sin(radians((lat1 + lat2) / 2)), 2), 1.5), 2)
    + power(radians(lon2 - lon1) * cos(radians((lat1 + lat2) / 2)) * 6378137.0
            / sqrt(1 - 0.0066943799901413 * power(sin(radians((lat1 + lat2) / 2)), 2)), 2))
$$;

-- q3: the nearest by the GiST index in degrees, more than are asked for, then in their order by metres.
CREATE TYPE peer.nearby AS (code text, slug text, name_vi text, latitude float, longitude float, distance_metres float);
CREATE FUNCTION peer.nearest_sites(latitude float, longitude float, radius_metres float, number int) RETURNS SETOF peer.nearby
LANGUAGE sql STABLE AS $$
  SELECT c.code::text, c.slug::text, n.text, c.latitude, c.longitude, c.metres
  FROM (
    SELECT p.revision_id, p.code, p.slug, p.latitude, p.longitude,
           peer.metres($1, $2, p.latitude, p.longitude) AS metres
    FROM (SELECT * FROM public.publication q WHERE q.superseded_at IS NULL
           ORDER BY point(q.longitude, q.latitude) <-> point($2, $1) LIMIT 3 * $4) p
  ) c
  LEFT JOIN public.site_text n ON n.revision_id = c.revision_id AND n.field = 'NAME' AND n.language = 'vi' AND n.position = 0
  WHERE c.metres <= $3 ORDER BY c.metres, c.code LIMIT $4
$$;

-- q5: from the kept counters.
CREATE TYPE peer.unit_row AS (key text, label text, registered bigint, digitised bigint);
CREATE FUNCTION peer.coverage_by_unit(mode text, scheme text, level int) RETURNS SETOF peer.unit_row LANGUAGE sql STABLE AS $$
  SELECT coalesce(u.code, 'UNKNOWN'), coalesce(u.name, 'Chưa rõ xã, phường'), coalesce(sum(c.entries), 0)::bigint,
         coalesce(sum(c.entries) FILTER (WHERE c.level >= $3), 0)::bigint
  FROM (SELECT id, code, name FROM public.admin_unit WHERE valid_to IS NULL AND level IN ('COMMUNE', 'WARD')) u
  FULL JOIN (SELECT unit_id, entries, coverage_counter.level FROM public.coverage_counter
              WHERE counting_mode = $1 AND coverage_counter.scheme = $2) c ON c.unit_id = u.id
  GROUP BY u.code, u.name ORDER BY u.code NULLS LAST
$$;
