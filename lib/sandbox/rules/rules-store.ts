import type { Db } from "../../db/client.ts";

export type Rule = {
  workspaceId: string;
  account: string;
  audienceId: string;
  keyId: string;
  sealedKey: string;
};

export async function writeRule(db: Db, rule: Rule): Promise<void> {
  const { workspaceId, account } = rule;
  await db.prisma.sandboxRule.upsert({
    where: { workspaceId_account: { workspaceId, account } },
    create: rule,
    update: rule,
  });
}

export async function ruleOf(db: Db, workspaceId: string, account: string): Promise<Rule | null> {
  return db.prisma.sandboxRule.findUnique({ where: { workspaceId_account: { workspaceId, account } } });
}

/** Takes a rule away; what was still on its way through it is given up. */
export async function deleteRule(db: Db, workspaceId: string, account: string): Promise<void> {
  await db.sql(`delete from sandbox_rules where workspace_id = $1::uuid and account = $2`, [
    workspaceId,
    account,
  ]);
  await db.sql(
    `update sandbox_deliveries set due_at = null
     where workspace_id = $1::uuid and account = $2 and due_at is not null`,
    [workspaceId, account],
  );
}

export type RuleCounts = {
  account: string;
  audienceId: string;
  delivered: number;
  failed: number;
  waiting: number;
};

/** The rules of a workspace on these accounts with what came of their events so far. */
export async function rulesOn(db: Db, workspaceId: string, accounts: string[]): Promise<RuleCounts[]> {
  return db.sql<RuleCounts>(
    `select account, audience_id as "audienceId", delivered::float8 as delivered, failed::float8 as failed, (
       select count(*)::int from sandbox_deliveries d
       where d.due_at is not null and d.workspace_id = r.workspace_id and d.account = r.account
     ) as waiting
     from sandbox_rules r where workspace_id = $1::uuid and account = any($2::text[])`,
    [workspaceId, accounts],
  );
}
