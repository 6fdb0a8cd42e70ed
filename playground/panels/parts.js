// What several panels show.

import { el, percent } from "../lib/draw.js";

/** Buttons with examples. */
export function examples(texts, use) {
  return el(
    "div",
    { class: "chips", role: "group", "aria-label": "Examples" },
    ...texts.map((text) => el("button", { type: "button", onclick: () => use(text) }, text)),
  );
}

/** Words with a bar above each: a probability, up or down from one half. */
export function words(pieces, odds, classes) {
  return pieces.map((piece, place) => {
    const value = odds[place];
    const bar = el("b");
    bar.style.top = `${100 * Math.min(1 - value, 0.5)}%`;
    bar.style.height = `${100 * Math.max(0.012, Math.abs(value - 0.5))}%`;
    bar.style.background = value >= 0.5 ? "var(--output)" : "var(--lstm)";
    return el(
      "span",
      {
        class: ["word", ...classes(place)].filter(Boolean).join(" "),
        role: "img",
        "aria-label": `${piece}: ${percent(value)} good`,
      },
      el("i", {}, bar),
      el("u", {}, piece),
    );
  });
}
