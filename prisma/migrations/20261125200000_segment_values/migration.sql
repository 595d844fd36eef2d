-- What tests of segments (lib/segments/sql) read out of JSON. Neither raises an error, whatever is in it.

-- The moments in a value, or in the elements of a list: ISO 8601 dates and times, read in `zone` where they name none, and
-- CleverTap's "$D_<seconds since 1970>". A day that its month does not have is no moment.
CREATE FUNCTION junction_moments(value jsonb, zone text) RETURNS SETOF timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN t.text ~ '^\$D_-?\d{1,11}$' THEN to_timestamp(substr(t.text, 4)::double precision)
    WHEN i.at IS NULL THEN NULL
    WHEN m[8] IS NULL THEN i.at AT TIME ZONE zone
    WHEN m[8] IN ('Z', 'z') THEN i.at AT TIME ZONE 'UTC'
    ELSE (i.at - (left(m[8], 1) || '1')::int * make_interval(hours => substr(m[8], 2, 2)::int,
      mins => coalesce(nullif(right(replace(m[8], ':', ''), -3), ''), '0')::int)) AT TIME ZONE 'UTC'
    END
  FROM (
    SELECT e #>> '{}' AS text
    FROM jsonb_array_elements(CASE jsonb_typeof(value) WHEN 'array' THEN value ELSE jsonb_build_array(value) END) e
    WHERE jsonb_typeof(e) = 'string'
  ) t
  LEFT JOIN LATERAL regexp_match(t.text,
    '^((?!0000)\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)? ?([Zz]|[+-](?:0\d|1[0-5])(?::?[0-5]\d)?)?)?$'
  ) m ON true
  LEFT JOIN LATERAL (
    SELECT d.day + make_time(coalesce(m[4], '0')::int, coalesce(m[5], '0')::int,
      (coalesce(m[6], '0') || '.' || coalesce(m[7], '0'))::double precision) AS at
    FROM (SELECT make_date(m[1]::int, m[2]::int, 1) + (m[3]::int - 1) AS day) d
    WHERE extract(month FROM d.day) = m[2]::int
  ) i ON m IS NOT NULL
$$;

-- A version's parts as numbers, zeros at the end left out: "v4.12.0-beta" is {4,12}. Null for what begins otherwise.
CREATE FUNCTION junction_version(value jsonb) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_to_array(regexp_replace((regexp_match(value #>> '{}', '^[vV]?(\d{1,9}(?:\.\d{1,9}){0,5})'))[1],
    '(\.0+)+$', ''), '.')::bigint[]
  WHERE jsonb_typeof(value) IN ('string', 'number')
$$;
