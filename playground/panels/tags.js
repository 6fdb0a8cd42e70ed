// Many to many, in step: who, where, which firm.

import { tagged } from "../lib/answers.js";
import { el, percent } from "../lib/draw.js";
import { examples } from "./parts.js";

/** Words of a name, as one writes them. */
const joined = (words) => words.join(" ").replace(/ ([-–’'.]) ?/g, (_, mark) => (mark === "." ? ". " : mark)).trim();

const NAMES = { PER: "person", ORG: "organisation", LOC: "place" };
const EXAMPLES = [
  "Today Houston told Chirag to wait outside.",
  "As everyone knows, Houston is full of museums in July.",
  "Houston scored twice against Benfica.",
  "Georgia and Viktor studied at Houston Electric in New York.",
  "Chirag worked at Microsoft in India.",
];

export function mount(root, model) {
  const text = el("textarea", { rows: 2, maxlength: 300, oninput: draw }, EXAMPLES[0]);
  const shown = el("div", { class: "tagged", "aria-live": "polite" });
  root.append(
    el("label", { class: "line" }, "A sentence with names", text),
    shown,
    el("figcaption", {}, "Below each name: what it is, and how sure the network is of its least certain word."),
    examples(EXAMPLES, (example) => ((text.value = example), draw())),
  );

  function draw() {
    const { words, tags, odds } = tagged(model, text.value);
    const parts = [];
    words.forEach((word, at) => {
      const [place, kind] = tags[at].split("-");
      const sure = odds[at][model.config.labels.indexOf(tags[at])];
      if (place === "O") parts.push({ words: [word] });
      else if (place === "B") parts.push({ words: [word], kind, sure });
      else {
        parts.at(-1).words.push(word);
        parts.at(-1).sure = Math.min(parts.at(-1).sure, sure);
      }
    });
    shown.replaceChildren(
      ...parts.map(({ words: own, kind, sure }) =>
        kind
          ? el("span", { class: `entity ${kind}` }, joined(own), el("small", {}, `${NAMES[kind] ?? kind} ${percent(sure)}`))
          : el("span", { class: /^[.,!?;:)]/.test(own[0]) ? "tight" : "" }, own.join(" ")),
      ),
    );
    if (!words.length) shown.textContent = "Nothing to read yet.";
  }
  draw();
}
