-- AlterTable
ALTER TABLE "journey_stays" ADD COLUMN "goals_at" TIMESTAMPTZ(3);
