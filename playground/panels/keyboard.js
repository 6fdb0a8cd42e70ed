// A language model as a keyboard uses it: three words that may come next.

import { suggestions } from "../lib/answers.js";
import { el, percent } from "../lib/draw.js";
import { examples } from "./parts.js";

const EXAMPLES = ["Once there was", "I expected a", "The old man", "My sister", "It was ra"];
const TIGHT = /^[.,!?;:)\]}…%’”»]/;

export function mount(root, model) {
  const text = el("textarea", { rows: 2, maxlength: 600, oninput: draw }, "Once there was ");
  const keys = el("div", { class: "keys", role: "group", "aria-label": "Suggestions" });
  root.append(
    el("label", { class: "line" }, "Type, or press a word", text),
    keys,
    el("figcaption", {}, "The three most likely words, and how likely each is among all 2,000. Half a word counts too: then only words that begin like it are left."),
    examples(EXAMPLES, (example) => ((text.value = `${example} `.replace("ra ", "ra")), draw())),
  );

  function draw() {
    const found = suggestions(model, text.value);
    if (!found.length) {
      keys.replaceChildren(el("p", { class: "waiting" }, "None of its words begins like that."));
      return;
    }
    // The likeliest stands in the middle, where the thumb is.
    const order = [found[1], found[0], found[2]];
    keys.replaceChildren(
      ...order.map((one, place) =>
        one
          ? el("button", { type: "button", "data-place": place, onclick: () => press(one, place) }, one.word, el("small", {}, percent(one.odds)))
          : el("span"),
      ),
    );
  }

  function press({ word, typed }, place) {
    let before = text.value.slice(0, text.value.length - typed.length);
    if (TIGHT.test(word)) before = before.trimEnd();
    text.value = `${before}${word} `;
    draw();
    keys.querySelector(`[data-place="${place}"]`)?.focus();
  }
  draw();
}
