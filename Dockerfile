FROM node:24.21.0-alpine3.23 AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci
COPY scripts scripts/
COPY src src/
COPY LICENSE ./
# The context has no history of its own to tell it: --build-arg EVENKEEL_COMMIT=$(git rev-parse HEAD)
ARG EVENKEEL_COMMIT=
RUN npm run build

# The bundle holds all that it runs on, so that Node's program is the only thing that goes along: no npm, no node_modules.
FROM alpine:3.23.5
# What Node is linked to; and git, which tells the commit of the folder.
RUN apk add --no-cache git libstdc++
COPY --from=build /usr/local/bin/node /usr/local/bin/
COPY --from=build /src/package.json /opt/evenkeel/
COPY --from=build /src/dist /opt/evenkeel/dist/

LABEL org.opencontainers.image.title="evenkeel" \
      org.opencontainers.image.description="A reconciling controller for AWS load balancing that needs no Kubernetes" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"

# Nobody outside the container is served, until an address is given together with EVENKEEL_TOKEN_FILE.
ENV EVENKEEL_MANIFESTS=/manifests \
    EVENKEEL_LISTEN=127.0.0.1:8080

# A number, for Kubernetes can't tell of a name that it isn't root.
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.EVENKEEL_LISTEN.split(':').at(-1) + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/evenkeel/dist/evenkeel.js"]
CMD ["run"]
