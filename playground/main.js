// The page: colours, links to lessons, and panels that load when they are seen.

import { start } from "./inside.js";
import { el } from "./lib/draw.js";
import { load } from "./lib/model.js";

// -- dark and light: the first choice is made in the page's head -----------------------

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const kept = () => {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null; // a page without storage asks the system each time
  }
};

function paint(theme) {
  root.dataset.theme = theme;
  document.dispatchEvent(new Event("theme"));
}
dark.addEventListener("change", () => kept() || paint(dark.matches ? "dark" : "light"));
document.getElementById("theme").addEventListener("click", () => {
  const theme = root.dataset.theme === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // as above
  }
  paint(theme);
});

// -- links to lessons ----------------------------------------------------------------

for (const link of document.querySelectorAll("[data-lesson]")) {
  link.href = root.dataset.lessons.replace("{}", link.dataset.lesson);
}

// -- panels: loaded when they come near -------------------------------------------------

async function mount(node) {
  const name = node.dataset.panel;
  try {
    const [panel, model] = await Promise.all([import(`./panels/${name}.js`), load(name)]);
    node.replaceChildren();
    panel.mount(node, model);
    node.dataset.ready = "";
  } catch (error) {
    node.replaceChildren(el("p", { class: "problem" }, `This panel could not be loaded: ${error.message}`));
  }
  weigh();
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      mount(target);
    }
  },
  { rootMargin: "600px" },
);
const sizes = []; // how large each model is, which the build wrote into the page
for (const node of document.querySelectorAll("[data-panel]")) {
  const { size } = node.dataset;
  const article = node.closest("article");
  node.replaceChildren(el("p", { class: "waiting" }, size ? `Loading ${size} kB …` : "Loading …"));
  near.observe(node);
  if (!size) continue;
  article.querySelector(".more").append(` · ${size} kB`);
  sizes.push(`${article.querySelector("h3").firstChild.textContent.trim()} ${size}`);
}
document.getElementById("sizes").textContent = sizes.length ? `The models, in kB: ${sizes.join(" · ")}` : "";

// -- what was loaded -----------------------------------------------------------------------

function weigh() {
  const files = ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind));
  const bytes = files.reduce((sum, file) => sum + (file.transferSize || file.encodedBodySize), 0);
  document.getElementById("loaded").textContent =
    `Everything runs in this page; nothing you type leaves it. Loaded so far: ${Math.round(bytes / 1000)} kB in ` +
    `${files.length} files. Models are loaded when their panel comes into sight.`;
}

start()
  .then(() => {
    root.dataset.ready = "";
    weigh();
  })
  .catch((error) => {
    document.getElementById("reader-hint").textContent = `The cells could not be loaded: ${error.message}`;
  });
