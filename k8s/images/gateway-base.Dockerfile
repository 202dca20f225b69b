# What the gateway's image is built on: a Java runtime and the libraries that WebRTC loads.
FROM docker.io/library/eclipse-temurin:25-jre-noble
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      libpulse0 libx11-6 libxfixes3 libxrandr2 libxcomposite1 libdbus-1-3 libudev1 \
 && rm -rf /var/lib/apt/lists/*
