-- AlterTable
ALTER TABLE "campaign_deliveries" ADD COLUMN     "worth" DOUBLE PRECISION;
