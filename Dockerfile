# The web pages, the program, and an image with nothing else in it.
FROM node:20-bookworm-slim AS pages
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM rust:1.95-bookworm AS program
RUN apt-get update && apt-get install -y --no-install-recommends libpq-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY .cargo .cargo
COPY backend backend
COPY tests tests
COPY --from=pages /src/frontend/dist frontend/dist
RUN cargo build --release --locked -p lamtheo

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/lamtheo --create-home lamtheo
COPY --from=program /src/target/release/lamtheo /usr/local/bin/lamtheo
USER lamtheo
WORKDIR /var/lib/lamtheo
ENV LAMTHEO_DATA_DIR=/var/lib/lamtheo/data LAMTHEO_LISTEN=0.0.0.0:8080
VOLUME /var/lib/lamtheo
EXPOSE 8080
ENTRYPOINT ["lamtheo"]
CMD ["serve"]
