# Two stages: one installs, the other runs without pip, compilers or root.
FROM python:3.12-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/reelmates
COPY requirements/build.txt requirements/run.txt requirements/
RUN /opt/reelmates/bin/pip install --no-cache-dir --require-hashes -r requirements/build.txt -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot/ bot/
RUN /opt/reelmates/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
 && /opt/reelmates/bin/pip uninstall --yes pip hatchling editables

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /var/lib/reelmates --create-home reelmates
COPY --from=build /opt/reelmates /opt/reelmates
ENV PATH=/opt/reelmates/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    REELMATES_DATA_DIR=/var/lib/reelmates/data
USER reelmates
WORKDIR /var/lib/reelmates
RUN mkdir data
VOLUME /var/lib/reelmates/data
# Healthy while members are answered; a running bot notes the address of its health route in its data folder.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=2 CMD ["python", "-c", "import os, pathlib, urllib.request; \
urllib.request.urlopen('http://' + pathlib.Path(os.environ['REELMATES_DATA_DIR'], 'health.address').read_text() + '/health/ready', timeout=9)"]
ENTRYPOINT ["reelmates"]
CMD ["run"]
