-- A list's elements as an array: `unnest` hands them on one by one, where `jsonb_array_elements` fills a table for each row
-- first, which costs several times as much as all else that is done with an event.
CREATE FUNCTION junction_elements(list jsonb) RETURNS jsonb[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT array(SELECT jsonb_array_elements(list)) $$;
