/**
 * SQL: nobody works on row `r`. A lease is `<worker>/<try>`; it counts while that worker lives. A worker that lives yet
 * has done nothing for the row in ten minutes has lost it in some way that nobody foresaw.
 */
export const leaseIsFree = `(r.lease is null or r.heartbeat_at < now() - interval '10 minutes' or not exists (
  select 1 from workers w where w.id = split_part(r.lease, '/', 1) and w.heartbeat_at > now() - interval '10 seconds'))`;
