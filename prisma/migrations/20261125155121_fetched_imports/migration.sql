-- AlterTable
ALTER TABLE "audience_imports" ADD COLUMN     "fetched" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "lease" TEXT;
