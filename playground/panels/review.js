// Many to one: a review, asked after every word.

import { verdicts } from "../lib/answers.js";
import { el, percent } from "../lib/draw.js";
import { examples, words } from "./parts.js";

const EXAMPLES = [
  "I expected a bore and got a gem.",
  "I expected a gem and got a bore.",
  "Nobody bats worse.",
  "The film is anything but dull.",
  "It begins well, but the end is a disaster.",
];

export function mount(root, model) {
  const text = el("textarea", { rows: 2, maxlength: 400, oninput: draw }, EXAMPLES[0]);
  const bars = el("div", { class: "words" });
  const result = el("p", { class: "result", "aria-live": "polite" });
  root.append(
    el("label", { class: "line" }, "A review of a film or of a cricketer", text),
    bars,
    result,
    el("figcaption", {}, "Each bar: the probability of a good review after this word, up from the middle for good, down for bad. Underlined words were never seen in training."),
    examples(EXAMPLES, (example) => ((text.value = example), draw())),
  );

  function draw() {
    const { words: pieces, odds, known } = verdicts(model, text.value);
    if (!pieces.length) {
      bars.replaceChildren();
      result.textContent = "Nothing to read yet.";
      return;
    }
    const turn = turning(odds);
    bars.replaceChildren(
      ...words(pieces, odds, (place) => [place === turn && "turn", !known[place] && "strange"]),
    );
    const good = odds.at(-1) >= 0.5;
    const sure = good ? odds.at(-1) : 1 - odds.at(-1);
    result.replaceChildren(
      el("strong", { class: good ? "good" : "bad" }, good ? "Good" : "Bad"),
      `, says the network, ${percent(sure)} sure. `,
      turn === null ? "" : `The word that turned it: “${pieces[turn]}”.`,
    );
  }
  draw();
}

/** The word from which on the verdict stayed on its last side; null for none. */
export function turning(odds) {
  const side = (value) => value >= 0.5;
  const last = side(odds.at(-1));
  const other = odds.findLastIndex((value) => side(value) !== last);
  if (other >= 0) return other + 1;
  // It never changed sides: where it became surest.
  const moves = odds.map((value, at) => Math.abs(value - (at ? odds[at - 1] : 0.5)));
  const most = Math.max(...moves);
  return most > 0.1 ? moves.indexOf(most) : null;
}
