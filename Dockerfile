FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

# The bundle holds everything it runs on: no node_modules go along.
FROM node:24-bookworm-slim
COPY --from=build /src/dist /opt/evenkeel
RUN ln -s /opt/evenkeel/evenkeel.js /usr/local/bin/evenkeel
USER node
WORKDIR /manifests
ENTRYPOINT ["node", "/opt/evenkeel/evenkeel.js"]
CMD ["--help"]
