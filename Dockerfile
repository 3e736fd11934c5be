# syntax=docker/dockerfile:1
# Audiospective in one image: with its embedded database in /data, or with the PostgreSQL of DATABASE_URL. See docs/deploy/.
# amd64 and arm64: nothing is compiled, every native package comes ready-made for both.
ARG NODE_IMAGE=node:22-bookworm-slim

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /build
# Nothing here needs Prisma's engine, which is a download of its own.
ENV PRISMA_SCHEMA_ENGINE_BINARY=/bin/true NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund

FROM dependencies AS build
COPY . .
# With all of them source maps go to Sentry; the token is a secret of the build, so that no layer has it.
ARG SENTRY_ORG
ARG SENTRY_PROJECT
ARG SENTRY_RELEASE
# The packages above are those of this lock file, whatever its time is.
RUN --mount=type=secret,id=sentry_auth_token \
    if [ -f /run/secrets/sentry_auth_token ]; then export SENTRY_AUTH_TOKEN="$(cat /run/secrets/sentry_auth_token)"; fi; \
    touch node_modules/.package-lock.json && npm run package

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Audiospective" \
      org.opencontainers.image.description="A permanent archive of what you listen to on Spotify" \
      org.opencontainers.image.licenses="MIT"
# The name that the build gave its source maps.
ARG SENTRY_RELEASE
ENV SENTRY_RELEASE=$SENTRY_RELEASE
ENV NODE_ENV=production DATA_DIR=/data HOST=0.0.0.0 PORT=3000
# No name is needed: any user works who owns the data folder.
RUN mkdir -m 0700 /data && chown 1000:1000 /data
WORKDIR /app
COPY --from=build /build/.next/standalone ./
USER 1000:1000
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "scripts/command.mjs", "healthy"]
ENTRYPOINT ["node", "scripts/command.mjs"]
CMD ["start"]
