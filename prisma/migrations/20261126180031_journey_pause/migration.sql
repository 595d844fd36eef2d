-- AlterTable
ALTER TABLE "journeys" ADD COLUMN "goes_on" BOOLEAN NOT NULL DEFAULT false;
