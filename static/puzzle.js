// Solves the puzzle of a form while it is filled in, in a thread of its own. A form that is sent
// before is held back until the answer is there.

const box = document.querySelector("[data-puzzle]");
const form = box.closest("form");
const answer = document.getElementById(box.dataset.answer);
const said = box.querySelector("[role=status]");
const without = box.querySelector("p");
let worker = null;
let pressed; // the button that waits

function begin() {
  if (worker || answer.value) return;
  said.textContent = box.dataset.working;
  worker = new Worker(box.dataset.worker);
  worker.onmessage = ({ data }) => finish(data);
  worker.onerror = fail;
  worker.postMessage(JSON.parse(box.dataset.puzzle));
}

function finish(solution) {
  answer.value = solution;
  said.textContent = box.dataset.done;
  if (pressed !== undefined) form.requestSubmit(pressed);
}

function fail() {
  said.textContent = "";
  without.hidden = false;
}

if (window.isSecureContext && window.Worker) {
  without.hidden = true;
  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("submit", (event) => {
    if (answer.value) return;
    event.preventDefault();
    pressed = event.submitter;
    begin();
  });
}
