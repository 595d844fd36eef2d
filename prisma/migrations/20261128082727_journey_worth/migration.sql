-- AlterTable
ALTER TABLE "journey_stays" ADD COLUMN     "worth" DOUBLE PRECISION;
