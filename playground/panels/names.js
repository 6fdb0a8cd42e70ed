// One to many: a gender in, a name out, letter by letter.

import { NameWriter, writeName } from "../lib/answers.js";
import { el } from "../lib/draw.js";

const COUNT = 12;

export function mount(root, model) {
  const known = new Set(model.config.known);
  const { labels } = model.config;
  const genders = el("fieldset", { class: "choice" }, el("legend", { class: "hidden" }, "Gender"));
  labels.forEach((label, at) =>
    genders.append(
      el("label", {}, el("input", { type: "radio", name: "gender", value: label, checked: at === 0 }), el("span", {}, label)),
    ),
  );
  const value = el("output", {}, "0.80");
  const range = el("input", { type: "range", "aria-label": "Temperature", min: 0.1, max: 2, step: 0.05, value: 0.8 });
  const begun = el("input", { type: "text", maxlength: 8, spellcheck: "false", placeholder: "any", size: 6 });
  const list = el("ul", { class: "names", "aria-live": "polite", "aria-label": "Names" });
  const again = el("button", { type: "button", class: "main", onclick: draw }, "Twelve more");
  begun.style.width = "6.5rem";
  const { tokenizer } = new NameWriter(model, labels[0]);
  const hint = el("p", { class: "waiting", "aria-live": "polite" });
  root.append(
    el(
      "div",
      { class: "controls" },
      genders,
      el("label", { class: "slider" }, el("span", {}, "temperature ", value), range),
      el("label", { class: "slider" }, "begins with", begun),
      again,
    ),
    hint,
    list,
    el("figcaption", {}, "The fainter a letter, the less the network expected it. ", el("small", {}, "known"), " stands beside names that it read in training; the others are its own. Cold, it says the most likely thing again and again; hot, it forgets how names go."),
  );
  genders.addEventListener("change", draw);
  begun.addEventListener("input", draw);
  range.addEventListener("input", () => {
    value.textContent = Number(range.value).toFixed(2);
    draw();
  });

  function draw() {
    const label = genders.querySelector(":checked").value;
    // Names begin with a capital, and of letters that it never saw it knows nothing.
    const typed = Array.from(begun.value.trim().normalize("NFC").replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()));
    const beginning = typed.filter((letter) => tokenizer.ids.has(letter)).join("");
    const strange = typed.filter((letter) => !tokenizer.ids.has(letter)).join(" ");
    hint.textContent = strange && `It never saw ${strange} in a name: left out.`;
    list.replaceChildren(
      ...Array.from({ length: COUNT }, () => {
        const { name, odds } = writeName(model, label, beginning, Number(range.value), Math.random);
        const letters = Array.from(name).map((letter, at) => {
          const span = el("span", { "aria-hidden": true }, letter);
          span.style.opacity = 0.5 + 0.5 * Math.sqrt(odds[at] ?? 1);
          return span;
        });
        return el(
          "li",
          {},
          el("span", { class: "hidden" }, name),
          ...letters,
          known.has(name) ? el("small", {}, "known") : null,
        );
      }),
    );
  }
  draw();
}
