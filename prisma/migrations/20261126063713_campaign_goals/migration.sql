-- AlterTable
ALTER TABLE "campaigns" ADD COLUMN     "goal_ms" BIGINT;
