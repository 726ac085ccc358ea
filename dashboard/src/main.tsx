import "./app/styles";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { startTranslating } from "./i18n/i18n";

const root = document.getElementById("root");
if (root) {
  await startTranslating();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
