import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { messageCatalogues } from "./tools/messages";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [react(), messageCatalogues()],
  resolve: { alias: { "@": here("src"), "@locales": here("../locales/dashboard") } },
  build: { target: "es2022", chunkSizeWarningLimit: 900, assetsInlineLimit: 0 },
  server: {
    proxy: {
      "/api": {
        target: "http://127.0.0.1:8000",
        headers: process.env.KRAM_LOGIN ? { Authorization: `Basic ${process.env.KRAM_LOGIN}` } : {},
      },
    },
  },
});
