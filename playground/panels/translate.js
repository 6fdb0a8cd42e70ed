// Encoder and decoder: a translation, and where each word looked.

import { translated } from "../lib/answers.js";
import { el, percent, visible } from "../lib/draw.js";
import { examples } from "./parts.js";

const EXAMPLES = [
  "The queen forgot her green hat.",
  "This bicycle? Paul does not sell it.",
  "My sister came back from the castle.",
  "Paul ate rice.",
];
/** As all sentences stood that it read: a capital first, a mark at the end. */
function finished(text) {
  const whole = text.trim().replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  return /[.!?…]["”»]?$/.test(whole) ? whole : `${whole}.`;
}

const SPECIAL = { "[JOIN]": "⁀", "[SPACE]": "␣" };

export function mount(root, model) {
  const text = el("textarea", { rows: 2, maxlength: 160, oninput: later }, EXAMPLES[0]);
  const french = el("p", { class: "french", lang: "fr", "aria-live": "polite" });
  const table = el("div", { class: "scroll" });
  root.append(
    el("label", { class: "line" }, "An English sentence", text),
    french,
    table,
    el("figcaption", {}, "A row for each word written, a column for each word read. Underlined words were never seen in training: it guesses. All sentences it read began with a capital and ended in a mark; what is missing of that is added."),
    examples(EXAMPLES, (example) => ((text.value = example), draw())),
  );

  let waiting = 0;
  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(draw, 120);
  }

  function draw() {
    if (!text.value.trim()) {
      french.textContent = "";
      table.replaceChildren(el("p", { class: "waiting" }, "Nothing to translate yet."));
      return;
    }
    const found = translated(model, finished(text.value));
    french.textContent = found.text;
    const head = found.source.map((word, at) =>
      el("th", { scope: "col" }, el("span", { class: found.known[at] ? "" : "strange" }, SPECIAL[word] ?? visible(word))),
    );
    const rows = found.target.map((word, at) =>
      el(
        "tr",
        {},
        el("th", { scope: "row", lang: "fr" }, SPECIAL[word] ?? visible(word)),
        ...found.weights[at].map((weight, from) => {
          const cell = el("td", { title: `${word} looks at ${found.source[from]}: ${percent(weight)}` }, el("span", { class: "hidden" }, percent(weight)));
          cell.style.background = `color-mix(in srgb, var(--input) ${Math.round(100 * weight)}%, var(--paper))`;
          return cell;
        }),
      ),
    );
    table.replaceChildren(
      el(
        "table",
        { class: "look" },
        el("caption", { class: "hidden" }, "Where each word of the translation looks"),
        el("thead", {}, el("tr", {}, el("th"), ...head)),
        el("tbody", {}, ...rows),
      ),
    );
  }
  draw();
}
