// An image in, a sentence out: a scene that somebody lays out, and its caption.

import { captioned, COLORS, quarters, scene, SHAPES } from "../lib/answers.js";
import { el, percent, svg } from "../lib/draw.js";

const SIDE = 4;
const PATHS = {
  circle: "M50 12a38 38 0 1 1-.1 0z",
  square: "M16 16h68v68h-68z",
  triangle: "M50 16L84 84H16z",
  cross: "M40 16h20v24h24v20h-24v24h-20v-24h-24v-20h24z",
};
const EXAMPLES = {
  "Above": ["red circle 0 0", "red circle 1 1", "blue square 2 0"],
  "Left of": ["green cross 0 0", "green cross 0 1", "green cross 1 0", "purple triangle 1 2"],
  "Alone": ["yellow triangle 3 3"],
  "Too much": ["red circle 0 0", "blue cross 0 3", "green square 3 0", "yellow triangle 3 3"],
};
const QUARTERS = ["upper left", "upper right", "lower left", "lower right"];
const ink = (color) => `rgb(${COLORS[color].join(" ")})`;
const drawn = (color, shape) =>
  svg("svg", { viewBox: "0 0 100 100", "aria-hidden": true }, svg("path", { d: PATHS[shape], fill: ink(color) }));

export function mount(root, model) {
  let brush = { color: "red", shape: "circle" };
  const placed = new Map(EXAMPLES.Above.map((one) => [one.split(" ").slice(2).join(" "), one]));
  const choice = (name, values, make) =>
    el(
      "fieldset",
      { class: "brushes" },
      el("legend", { class: "hidden" }, name),
      ...values.map((value, at) =>
        el("label", { title: value }, el("input", { type: "radio", name, value, checked: at === 0, "aria-label": value }), make(value)),
      ),
    );
  const colors = choice("color", Object.keys(COLORS), (color) => drawn(color, "square"));
  const shapes = choice("shape", SHAPES, (shape) => {
    const picture = drawn("red", shape);
    picture.firstChild.setAttribute("fill", "currentColor");
    return picture;
  });
  const cells = [];
  const grid = el("div", { class: "grid", role: "group", "aria-label": "Board of four by four places" });
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const key = `${row} ${column}`;
      const cell = el("button", { type: "button", onclick: () => toggle(key) });
      cells.push({ key, cell, row, column });
      grid.append(cell);
    }
  }
  const shade = [0, 1, 2, 3].map(() => el("i", { "aria-hidden": true }));
  grid.append(...shade);
  const says = el("p", { class: "caption", "aria-live": "polite" });
  root.append(
    el("div", { class: "scene" }, el("div", {}, colors, shapes, grid), says),
    el("figcaption", {}, "Press a place to put the chosen shape there, and again to take it away. Point at a word, and the board shows at which quarter the network looked for it. In training a quarter held up to three shapes of one kind, and at most two quarters were in use: lay out more, and see what it leaves out."),
    el(
      "div",
      { class: "chips", role: "group", "aria-label": "Scenes" },
      ...Object.entries(EXAMPLES).map(([name, all]) =>
        el(
          "button",
          {
            type: "button",
            onclick: () => {
              placed.clear();
              all.forEach((one) => placed.set(one.split(" ").slice(2).join(" "), one));
              draw();
            },
          },
          name,
        ),
      ),
      el("button", { type: "button", onclick: () => (placed.clear(), draw()) }, "Clear"),
    ),
  );
  root.addEventListener("change", (event) => {
    brush = { ...brush, [event.target.name]: event.target.value };
  });

  function toggle(key) {
    const one = `${brush.color} ${brush.shape} ${key}`;
    if (placed.get(key) === one) placed.delete(key);
    else placed.set(key, one);
    draw();
  }

  function show(weights) {
    shade.forEach((node, at) => (node.style.opacity = weights ? 0.62 * (1 - weights[at]) : 0));
  }

  function draw() {
    for (const { key, cell, row, column } of cells) {
      const [color, shape] = placed.get(key)?.split(" ") ?? [];
      cell.replaceChildren(...(color ? [drawn(color, shape)] : []));
      cell.setAttribute("aria-label", `Row ${row + 1}, column ${column + 1}: ${color ? `${color} ${shape}` : "empty"}`);
    }
    const { words, weights } = captioned(model, quarters(scene([...placed.values()])));
    says.replaceChildren(
      ...words.flatMap((word, at) => {
        const looked = weights[at].map((weight, quarter) => `${QUARTERS[quarter]} ${percent(weight)}`).join(", ");
        return [
          el("span", {
            tabindex: 0, title: looked, "aria-label": `${word}: looked at ${looked}`,
            onpointerenter: () => show(weights[at]), onpointerleave: () => show(),
            onfocus: () => show(weights[at]), onblur: () => show(),
          }, word),
          " ",
        ];
      }),
    );
    show();
  }
  draw();
}
