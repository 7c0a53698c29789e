/* Behaviour of the page that needs no server: copying, the sources drawer on narrow screens, the length of a question,
   what outlives a reload of this tab (conversation, question not yet answered), and telling that the server is away.
   Runs once, with `element`, `trigger` and `watch` of the masthead; everything else is reached by delegation. */
watch("value", () => { document.title = element.querySelector("h1")?.textContent ?? document.title; });

const narrow = window.matchMedia("(max-width: 959px)");
let opener = null;

function panelOpen(from) {
  if (!narrow.matches) return;
  opener = from ?? opener;
  document.querySelector("#workspace").dataset.panel = "open";
  document.documentElement.style.overflow = "hidden";
  document.querySelector("#sources-title")?.focus();
}

function panelClose() {
  const workspace = document.querySelector("#workspace");
  if (workspace?.dataset.panel !== "open") return;
  delete workspace.dataset.panel;
  document.documentElement.style.overflow = "";
  if (opener?.isConnected) opener.focus();
  opener = null;
}

function activate(key) {
  const cards = [...document.querySelectorAll("#sources .source")];
  const card = cards.find((one) => one.dataset.key === key);
  for (const one of cards) one.classList.toggle("is-active", one === card);
  if (!card) return;
  card.open = true;
  const panel = document.querySelector("#sources");
  const head = (panel.querySelector(".panel-head")?.offsetHeight ?? 0) + 8;
  const offset = panel.getBoundingClientRect().top - panel.scrollTop;
  const top = card.getBoundingClientRect().top - offset - head;
  const words = (card.querySelector("mark")?.getClientRects()[0]?.top ?? 0) - offset;
  // The card from its head on, unless its marked words would then lie below the edge.
  panel.scrollTo({ top: words - top > panel.clientHeight * 0.75 ? words - panel.clientHeight * 0.4 : top });
}

function copyByHand(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

async function copy(button) {
  const text = button.dataset.copy;
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    done = copyByHand(text); // a plain-http intranet address has no clipboard interface
  }
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  button.textContent = done ? button.dataset.copied : button.dataset.failed;
  button.focus();
  setTimeout(() => { if (button.isConnected) button.textContent = label; }, 1800);
}

function measure(box) {
  const hint = document.querySelector("#ask-count");
  if (!hint) return;
  const limit = Number(hint.dataset.limit);
  const length = [...box.value].length;
  hint.textContent = length > limit * 0.8 ? `${length} / ${limit}` : "";
  hint.classList.toggle("is-over", length > limit);
}

document.addEventListener("click", (event) => {
  const copied = event.target.closest("[data-copy]");
  if (copied) copy(copied);
  if (event.target.closest('[data-panel="close"]')) panelClose();
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") panelClose(); });
document.addEventListener("input", (event) => { 
  if (!event.target.matches("#question textarea")) return;
  measure(event.target);
  keep("page-draft", event.target.value);
});
document.addEventListener("page:cite", (event) => {
  const { turn, key, from } = event.detail;
  panelOpen(from);
  if (document.querySelector("#sources .cards")?.dataset.turn === turn) activate(key);
});
document.addEventListener("page:sources", () => {
  const key = document.querySelector("#sources .cards")?.dataset.active;
  if (key) activate(key);
  else document.querySelector("#sources")?.scrollTo({ top: 0 });
});
const keep = (name, value) => {
  try {
    if (value) sessionStorage.setItem(name, value);
    else sessionStorage.removeItem(name);
  } catch { /* storage may be switched off */ }
};
// Gradio tells of a lost connection in its own words; here it is told in the page's, beside the question.
const toasts = document.querySelector(".toast-wrap");
if (toasts) {
  new MutationObserver(() => {
    const trouble = document.querySelector("#trouble");
    if (!trouble) return;
    const said = toasts.textContent.trim();
    const words = !said ? "" : trouble.dataset[/connection/i.test(said) ? "offline" : "refused"];
    if (trouble.textContent !== words) trouble.textContent = words;
  }).observe(toasts, { childList: true, subtree: true, characterData: true });
}

// A keyboard is at hand: begin typing at once. On a touch screen that would cover half of the page.
function begin(framesLeft) {
  const box = document.querySelector("#question textarea");
  if (box) box.focus({ preventScroll: true });
  else if (framesLeft) requestAnimationFrame(() => begin(framesLeft - 1));
}
if (window.matchMedia("(pointer: fine)").matches) begin(120);

let moved = false; // whether the reader scrolled by hand since asking
for (const kind of ["wheel", "touchmove"]) document.addEventListener(kind, () => { moved = true; }, { passive: true });
function show(turn) {
  if (!turn) return;
  requestAnimationFrame(() => {
    const room = document.querySelector("#ask").getBoundingClientRect().height + 120;
    turn.scrollIntoView({ block: turn.offsetHeight > window.innerHeight - room ? "start" : "nearest" });
  });
}
document.addEventListener("page:asked", () => {
  panelClose();
  moved = false;
  keep("page-draft", document.querySelector("#live .question > span:last-child")?.textContent);
  show(document.querySelector("#live .turn"));
});
document.addEventListener("page:answered", () => {
  keep("page-draft", document.querySelector("#question textarea")?.value);
  if (!moved) show(document.querySelector("#conversation .turn:last-of-type"));
});
document.addEventListener("page:conversation", () => {
  keep("page-conversation", document.querySelector("#conversation [data-conversation]")?.dataset.conversation);
});
narrow.addEventListener("change", panelClose);
