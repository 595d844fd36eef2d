-- What the sandbox's partners keep of users, and the lists that they were given.
CREATE TABLE "sandbox_users" (
    "partner" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "properties" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sandbox_users_pkey" PRIMARY KEY ("partner","account","identity")
);

CREATE TABLE "sandbox_audiences" (
    "partner" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "csv" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sandbox_audiences_pkey" PRIMARY KEY ("partner","account","id")
);
