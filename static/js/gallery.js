// A gallery's pictures open in place, in a dialog; arrow keys go on, Escape closes, and the focus returns to the picture
// that was shown last. On a picture's own page the arrow keys lead to its neighbours.

const dialog = document.querySelector("[data-lightbox]");
const links = [...document.querySelectorAll("[data-gallery] a[data-full]")];
let shown = 0;

function show(place) {
  shown = (place + links.length) % links.length;
  const link = links[shown];
  const picture = dialog.querySelector("[data-lightbox-picture]");
  picture.src = link.dataset.full;
  picture.width = link.dataset.width;
  picture.height = link.dataset.height;
  picture.alt = link.querySelector("img").alt;
  const caption = link.closest("figure").querySelector("figcaption");
  dialog.querySelector("[data-lightbox-caption]").replaceChildren(...caption.cloneNode(true).childNodes);
  dialog.querySelector("[data-lightbox-page]").href = link.href;
  dialog.querySelector("[data-lightbox-place]").textContent = `${shown + 1} of ${links.length}`;
}

const isPlain = (event) => !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
const stepOf = (event) => ({ ArrowLeft: -1, ArrowRight: 1 })[event.key];

if (dialog && links.length) {
  for (const [place, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      show(place);
      dialog.showModal();
    });
  }
  for (const button of dialog.querySelectorAll("[data-lightbox-step]")) {
    button.hidden = links.length === 1;
    button.addEventListener("click", () => show(shown + Number(button.dataset.lightboxStep)));
  }
  dialog.querySelector("[data-lightbox-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    const step = stepOf(event);
    if (!step || !isPlain(event)) return;
    event.preventDefault();
    show(shown + step);
  });
  dialog.addEventListener("close", () => links[shown].focus());
}

const steps = document.querySelector("[data-steps]");
if (steps) {
  document.addEventListener("keydown", (event) => {
    const step = stepOf(event);
    if (!step || !isPlain(event) || event.target.closest("input, textarea, select")) return;
    steps.querySelector(step < 0 ? "[rel=prev]" : "[rel=next]")?.click();
  });
}
