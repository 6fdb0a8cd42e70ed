// An image in, a sentence out: a scene that somebody lays out, and its caption.

import { captioned, COLORS, regionsOf, scene, SHAPES } from "../lib/answers.js";
import { el, percent, svg } from "../lib/draw.js";

const SIDE = 6; // parts of the board, each way: two in a place
const PATHS = {
  circle: "M50 12a38 38 0 1 1-.1 0z",
  square: "M16 16h68v68h-68z",
  triangle: "M50 16L84 84H16z",
  cross: "M40 16h20v24h24v20h-24v24h-20v-24h-24v-20h24z",
  diamond: "M50 12L88 50L50 88L12 50z",
  ring: "M50 12a38 38 0 1 1-.1 0zM50 29a21 21 0 1 0 .1 0z",
};
const EXAMPLES = {
  "Above": ["red circle 0 2", "red circle 1 3", "blue square 4 2"],
  "Left of": ["green cross 2 0", "green cross 2 1", "green cross 3 0", "purple ring 3 5"],
  "Alone": ["black diamond 2 3", "black diamond 3 2"],
  "Too much": ["red circle 0 2", "blue cross 2 0", "orange diamond 2 2", "green square 3 4", "cyan triangle 5 3"],
};
const PLACES = ["top left", "top", "top right", "left", "middle", "right", "bottom left", "bottom", "bottom right"];
const PARTS = ["upper left", "upper right", "lower left", "lower right"];
// Nothing ever stood in the corners.
const USED = ["top", "left", "middle", "right", "bottom"];
const placeOf = (row, column) => PLACES[3 * Math.floor(row / 2) + Math.floor(column / 2)];
const partOf = (row, column) => PARTS[2 * (row % 2) + (column % 2)];
const ink = (color) => `rgb(${COLORS[color].join(" ")})`;
const drawn = (color, shape) =>
  svg("svg", { viewBox: "0 0 100 100", "aria-hidden": true }, svg("path", { d: PATHS[shape], fill: ink(color) }));

export function mount(root, model) {
  let brush = { color: "red", shape: "circle" };
  const placed = new Map(EXAMPLES.Above.map((one) => [one.split(" ").slice(2).join(" "), one]));
  const choice = (name, values, make) =>
    el(
      "fieldset",
      { class: `brushes ${name}` },
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
  const grid = el("div", { class: "grid", role: "group", "aria-label": "Board: five places of four parts each" });
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const key = `${row} ${column}`;
      if (!USED.includes(placeOf(row, column))) {
        grid.append(el("span", { class: "corner" }));
        continue;
      }
      const cell = el("button", { type: "button", onclick: () => toggle(key) });
      cells.push({ key, cell, row, column });
      grid.append(cell);
    }
  }
  const shade = PLACES.map(() => el("i", { "aria-hidden": true }));
  shade.forEach((node, at) => {
    node.style.left = `${(100 / 3) * (at % 3)}%`;
    node.style.top = `${(100 / 3) * Math.floor(at / 3)}%`;
  });
  grid.append(...shade);
  const says = el("p", { class: "caption", "aria-live": "polite" });
  root.append(
    el("div", { class: "scene" }, el("div", {}, colors, shapes, grid), says),
    el("figcaption", {}, "Press a part of the board to put the chosen shape there, and again to take it away. Point at a word, and the board shows at which of its nine places the network looked for it. In training, up to three shapes of one kind stood in the middle, or two kinds stood left and right, or top and bottom: lay out more, and see what it leaves out or mixes up."),
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
      cell.setAttribute("aria-label", `${placeOf(row, column)} place, ${partOf(row, column)}: ${color ? `${color} ${shape}` : "empty"}`);
    }
    show();
    if (!placed.size) {
      says.replaceChildren("Put a shape on the board.");
      return;
    }
    const { words, weights } = captioned(model, regionsOf(scene([...placed.values()])));
    says.replaceChildren(
      ...words.flatMap((word, at) => {
        const looked = weights[at]
          .map((weight, place) => ({ weight, place }))
          .filter(({ weight }) => weight >= 0.05)
          .sort((a, b) => b.weight - a.weight)
          .map(({ weight, place }) => `${PLACES[place]} ${percent(weight)}`)
          .join(", ");
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
  }
  draw();
}
