# One file builds every part: docker build --build-arg PART=services/dossiers .
FROM node:22-slim AS build
WORKDIR /motcua
COPY package.json package-lock.json .npmrc ./
COPY packages packages
COPY services services
COPY gateway gateway
COPY engines engines
COPY sandbox sandbox
COPY launcher launcher
COPY partners partners
COPY bench bench
COPY storm storm
COPY audit audit
COPY e2e e2e
COPY tooling tooling
RUN npm ci --ignore-scripts && node tooling/build.mjs && npm prune --omit=dev --ignore-scripts

FROM node:22-slim
ARG PART
ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=1 PART=${PART}
WORKDIR /motcua
COPY --from=build --chown=node:node /motcua /motcua
USER node
# exec: the process itself receives SIGTERM and drains.
CMD ["sh", "-c", "exec node --enable-source-maps ${PART}/dist/main.js"]
