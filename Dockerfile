# Every process of stancewire in one image; the command says which: run analyser, run sink, migrate.
FROM python:3.13-slim AS build
COPY requirements-runtime.lock /build/
RUN python -m venv /opt/stancewire \
 && /opt/stancewire/bin/pip install --no-cache-dir --require-hashes -r /build/requirements-runtime.lock
COPY pyproject.toml README.md LICENSE /build/
COPY pipeline /build/pipeline
COPY consumers /build/consumers
COPY schemas /build/schemas
COPY seeds /build/seeds
RUN python -m venv /opt/build \
 && /opt/build/bin/pip install --no-cache-dir hatchling==1.33.0 \
 && /opt/build/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation -w /build/dist /build \
 && /opt/stancewire/bin/pip install --no-cache-dir --no-deps /build/dist/*.whl

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 stancewire
COPY --from=build /opt/stancewire /opt/stancewire
ENV PATH=/opt/stancewire/bin:$PATH PYTHONUNBUFFERED=1 STANCEWIRE_HOME=/tmp/stancewire
USER stancewire
WORKDIR /home/stancewire
ENTRYPOINT ["stancewire"]
CMD ["--help"]
