import { defineConfig } from "vite";

export default defineConfig({
  // Relative addresses let the gateway serve the pages under any path.
  base: "./",
  build: {
    outDir: "../target/classes/web",
    emptyOutDir: true,
    target: "es2022",
    // three.js alone is larger than the default limit of a warning.
    chunkSizeWarningLimit: 1200,
  },
  server: {
    proxy: {
      "/api": "http://localhost:8080",
      "/operator": { target: "ws://localhost:8080", ws: true },
    },
  },
});
