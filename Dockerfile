# The image of Trip Management: one binary with the few libraries it is linked to, and nothing else, not even a shell.
# Build it with the commit it is made from:  docker build --build-arg GIT_COMMIT="$(git rev-parse HEAD)" -t tripmgmt .

# Where the official images come from: another registry has them as well (public.ecr.aws/docker/library, for example).
ARG LIBRARY=docker.io/library

# The dependencies alone, behind a program that does nothing: this layer is used again until Cargo.lock changes.
FROM ${LIBRARY}/rust:1.95-bookworm AS dependencies
WORKDIR /build
# The two megabytes that tell where addresses are to be put in become a few kilobytes (glibc 2.36 and up).
ENV RUSTFLAGS="-C link-arg=-Wl,-z,pack-relative-relocs"
COPY Cargo.toml Cargo.lock ./
# hadolint ignore=DL4006 # what stands before this pipe cannot fail
RUN mkdir src tests \
    && echo 'fn main() {}' | tee src/main.rs tests/main.rs > build.rs \
    && touch src/lib.rs \
    && cargo build --release --locked \
    && cargo clean --release --package tripmgmt \
    && rm -r src tests build.rs

FROM dependencies AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]

# .dockerignore lets in only what the program is made of. The queries were checked against a database beforehand.
COPY . .
ARG GIT_COMMIT=unknown
RUN GIT_COMMIT="$GIT_COMMIT" SQLX_OFFLINE=true cargo build --release --locked --bin tripmgmt

# The root file system of the image: the binary, its libraries at the paths they were linked at, trusted authorities
# (the public ones, and those in data/, such as a managed database's, for PGSSLROOTCERT), an account without rights, and
# the order of name look-ups (files, then DNS; both are part of glibc itself). Where scripts/sbom has run, its bill of
# materials goes along.
RUN mkdir -p /image/usr/local/bin /image/etc/ssl/certs \
    && cp target/release/tripmgmt /image/usr/local/bin/ \
    && ldd target/release/tripmgmt | grep -o '/[^ ]*' | xargs cp --parents --dereference -t /image \
    && cp --dereference /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
    && find data -name '*.pem' -exec cp -t /image/etc/ssl/certs {} + \
    && if [ -d sbom ]; then mkdir -p /image/usr/share && cp -r sbom /image/usr/share/; fi \
    && echo 'tripmgmt:x:10001:10001:Trip Management:/:/sbin/nologin' > /image/etc/passwd \
    && echo 'tripmgmt:x:10001:' > /image/etc/group \
    && echo 'hosts: files dns' > /image/etc/nsswitch.conf

FROM scratch
ARG GIT_COMMIT=unknown
LABEL org.opencontainers.image.title="Trip Management" \
      org.opencontainers.image.description="The trip portal of a company's travel team and travellers" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.revision="$GIT_COMMIT"
COPY --from=build /image /
# production: no embedded database (a container without database settings must fail), logs as JSON.
ENV TRIPMGMT_ENV=production \
    HOST=0.0.0.0 \
    PORT=8080 \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
# By number, so that an orchestrator can tell that it is not root.
USER 10001:10001
EXPOSE 8080
# Readiness fails first, then running requests are finished.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=3 \
    CMD ["/usr/local/bin/tripmgmt", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/tripmgmt"]
CMD ["serve"]
